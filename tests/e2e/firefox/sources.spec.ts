import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../../scripts/support/run.ts';
import { unzip } from '../../support/browser/unzip.ts';

const output = path.join(root, '.output');

/** Every file below a folder, with a hash of its content. */
async function contents(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const found: Record<string, string> = {};
  for (const { parentPath, name } of files) {
    const file = path.join(parentPath, name);
    found[path.relative(folder, file)] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  }
  return found;
}

test('the sources for reviewers build the same extension, byte for byte', async () => {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-sources-'));
  try {
    await unzip(path.join(output, `seo-live-${version}-sources.zip`), folder);
    // The installed packages of this checkout, except our own packages, which must come from the sources.
    const modules = path.join(folder, 'node_modules');
    await mkdir(path.join(modules, '@seo-live'), { recursive: true });
    await symlink(path.join(folder, 'protocol'), path.join(modules, '@seo-live', 'protocol'));
    for (const name of await readdir(path.join(root, 'node_modules'))) {
      if (name !== '@seo-live' && name !== '.cache')
        await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
    }
    execFileSync('wxt', ['build', '-b', 'firefox', '--level', 'error'], { cwd: folder, stdio: 'pipe' });
    const built = await contents(path.join(folder, '.output', 'firefox-mv3'));
    expect(built).toEqual(await contents(path.join(output, 'firefox-mv3')));
    expect(Object.keys(built)).toContain('background.js');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
