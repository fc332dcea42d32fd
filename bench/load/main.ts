// npm run load -- [--jobs 50] [--members 40] [--rate 10] [--seconds 600] [--json] [--out FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runLoad } from './runLoad.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '50' },
    members: { type: 'string', default: '40' },
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '600' },
    json: { type: 'boolean' },
    out: { type: 'string' },
  },
});
const { result, failures } = await runLoad({
  jobs: Number(values.jobs),
  membersOfJob: Number(values.members),
  rate: Number(values.rate),
  seconds: Number(values.seconds),
  say: (line) => console.error(line),
});
for (const [name, value] of Object.entries(result.figures)) console.error(`  ${name.padEnd(20)} ${value}`);
for (const failure of failures) console.error(`✗ ${failure}`);
const text = JSON.stringify({ ...result, failures });
if (values.out) await writeFile(values.out, `${text}\n`);
if (values.json) console.log(text);
process.exitCode = failures.length === 0 ? 0 : 1;
