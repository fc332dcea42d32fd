import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Brings the program out of Debian's package `nginx` without installing it: installed, it would be a service
 * that starts with the machine and takes port 80. Needs no root. Throws where it cannot.
 */
function unpackNginx(target) {
  const folder = mkdtempSync(path.join(tmpdir(), 'seo-live-nginx-'));
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  try {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) execFileSync('apt-get', ['update', '-qq'], options);
    // Where root asks, apt would fetch as a user of its own, who may not write here.
    const fetcher = isRoot ? ['-o', 'APT::Sandbox::User=root'] : [];
    execFileSync('apt-get', ['download', '-qq', ...fetcher, 'nginx'], options);
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    mkdirSync(target, { recursive: true });
    execFileSync('dpkg-deb', ['-x', path.join(folder, file), target], options);
    execFileSync(path.join(target, 'usr', 'sbin', 'nginx'), ['-v'], { stdio: 'ignore' });
  } catch (error) {
    rmSync(target, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The nginx to test with: the one that `SEO_LIVE_NGINX` names, an installed one, or Debian's, unpacked into
 * `.tools/`. Throws an error in words where there is none to be had.
 */
export function provideNginx(root, say) {
  const folder = path.join(root, '.tools', 'nginx');
  const unpacked = path.join(folder, 'usr', 'sbin', 'nginx');
  const places = [process.env.SEO_LIVE_NGINX, '/usr/sbin/nginx', unpacked];
  const found = places.find((place) => place && existsSync(place));
  if (found) return found;
  say('Unpacking nginx (apt-get download) …');
  try {
    unpackNginx(folder);
    return unpacked;
  } catch {
    throw new Error('nginx could not be had. Install it, or let SEO_LIVE_NGINX name one, and try again.');
  }
}
