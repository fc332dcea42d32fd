// npm run screenshots: takes the pictures of docs/screenshots again, from a real scan where possible.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { composeFirstPicture } from './pictures/composeFirstPicture.ts';
import { createCamera } from './pictures/createCamera.ts';
import { takeRealPictures } from './pictures/takeRealPictures.ts';
import { takeSeededPictures } from './pictures/takeSeededPictures.ts';
import { root, run } from './support/run.ts';

const MAX_TOTAL_BYTES = 3_000_000;
const folder = path.join(root, 'docs', 'screenshots');

async function takeAll(): Promise<number> {
  const built = process.env.SEO_LIVE_EXTENSION
    ? 0
    : await run('wxt', ['build', '-b', 'chrome', '--level', 'error']);
  if (built !== 0) return 1;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.endsWith('.png')) rmSync(path.join(folder, old));
  const camera = createCamera(folder);
  camera.save('first', await composeFirstPicture(await takeRealPictures(camera)));
  await takeSeededPictures(camera);

  const total = [...camera.taken.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (const [name, bytes] of camera.taken)
    console.log(`${String(Math.ceil(bytes / 1000)).padStart(6)} kB  ${name}`);
  console.log(`${String(Math.ceil(total / 1000)).padStart(6)} kB  in ${camera.taken.size} pictures`);
  if (total <= MAX_TOTAL_BYTES) return 0;
  console.error(`The pictures have more than ${MAX_TOTAL_BYTES / 1000} kB.`);
  return 1;
}

process.exitCode = await takeAll();
