// A process that scans and that a test kills at any moment: node scanProcess.ts FOLDER
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { openJobWorld, request, untilOver } from './jobWorld.ts';

const [folder = ''] = process.argv.slice(2);
const world = await openJobWorld({
  folder,
  script: { pages: 60, beforePage: () => wait(2), beforeAnalysis: () => wait(15) },
});
const { answer } = await world.jobs.create('ada', request('https://shop.example/'), {
  idempotencyKey: 'once',
});
process.stdout.write('started\n');
await untilOver(world.jobs, 'ada', answer.job.job_id);
process.stdout.write('over\n');
await once(process.stdin, 'end');
