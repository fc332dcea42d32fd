import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Unpacks the program from Debian's package `nginx` without installing it. An installed nginx would start as a
 * service and listen on port 80. Needs no root. Throws when it fails.
 */
function unpackNginx(target) {
  const folder = mkdtempSync(path.join(tmpdir(), 'seo-live-nginx-'));
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  try {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) execFileSync('apt-get', ['update', '-qq'], options);
    // As root, apt would download as the user `_apt`, who may not write to this folder.
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
 * The nginx for the tests: the one that `SEO_LIVE_NGINX` names, an installed one, or Debian's, unpacked into
 * `.tools/`. Throws an error with instructions when none is available.
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
    throw new Error('nginx is not available. Install it, or set SEO_LIVE_NGINX to one, and try again.');
  }
}
