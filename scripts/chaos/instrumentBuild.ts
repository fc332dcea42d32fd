import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

/** Copies the production build to a new folder and puts the recorder at the start of its background script. */
export async function instrumentBuild(collectorUrl: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seo-live-chaos-build-'));
  await cp(process.env.SEO_LIVE_EXTENSION ?? built, folder, { recursive: true });
  const background = path.join(folder, 'background.js');
  const recorder = await readFile(new URL('./recorder.js', import.meta.url), 'utf8');
  const code = await readFile(background, 'utf8');
  await writeFile(background, `${recorder.replace('__COLLECTOR__', collectorUrl)}\n${code}`);
  return folder;
}
