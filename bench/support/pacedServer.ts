// The whole server with paced scans: PACED_RATE updates a second for PACED_SECONDS. Runs until SIGTERM.
// With PACED_HEAP_FILE it appends the used heap in MB to that file, one line every 250 ms.
import { appendFileSync } from 'node:fs';
import { readConfig } from '../../server/src/config/readConfig.ts';
import { createApp } from '../../server/src/createApp.ts';
import { createPacedSteps } from './createPacedSteps.ts';

const steps = createPacedSteps({
  rate: Number(process.env.PACED_RATE),
  seconds: Number(process.env.PACED_SECONDS),
});
const app = await createApp(readConfig(process.env), {
  makeSteps: () => ({ steps, close: async () => undefined }),
});
process.once('SIGTERM', () => {
  void app.stop().finally(() => process.exit(0));
});
await app.start();

const heapFile = process.env.PACED_HEAP_FILE;
if (heapFile) {
  setInterval(() => {
    appendFileSync(heapFile, `${Math.round(process.memoryUsage().heapUsed / 1e5) / 10}\n`);
  }, 250).unref();
}
