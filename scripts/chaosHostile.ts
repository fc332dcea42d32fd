// npm run chaos:hostile -- [--small] [--json] [--out FILE] [SITE…]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { percentile, round } from '../bench/support/stats.ts';
import {
  fullSize,
  hostileSites,
  runHostile,
  smallSites,
  smallSize,
} from '../tests/support/hostile/runHostile.ts';

/** What an honest client must see while hostile sites are scanned, and what the server may use. */
const limits = { answerP99Ms: 100, answerMaxMs: 500, peakRssMb: 600, scanDiskMb: 2_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean' }, json: { type: 'boolean' }, out: { type: 'string' } },
});
const allSites = values.small ? smallSites : Object.keys(hostileSites);
const names = positionals.length > 0 ? positionals : allSites;
const { lived, peakRssMb, scans, honest } = await runHostile(
  values.small ? smallSize : fullSize,
  names,
  (scan) => console.error(JSON.stringify(scan)),
);
const answers = {
  count: honest.answers.length,
  p50Ms: round(percentile(honest.answers, 0.5)),
  p99Ms: round(percentile(honest.answers, 0.99)),
  maxMs: round(Math.max(...honest.answers)),
};
const failures = [
  ...(lived ? [] : [`The server ended during ${scans.at(-1)?.site}.`]),
  ...(scans.length === names.length ? [] : [`${scans.length} of ${names.length} sites were scanned.`]),
  ...scans.flatMap(({ site, status, hasWords, diskMb }) => [
    ...(status === 'unfinished' ? [`${site} did not end.`] : []),
    ...(hasWords ? [] : [`${site} ended without words.`]),
    ...(diskMb > limits.scanDiskMb ? [`${site} filled ${diskMb} MB.`] : []),
  ]),
  ...(honest.refused.length > 0 ? [`Requests were refused: ${honest.refused.slice(0, 3).join(', ')}`] : []),
  ...(honest.socketsLost.length > 0 ? [`Sockets were lost: ${honest.socketsLost.join(', ')}`] : []),
  ...(answers.p99Ms > limits.answerP99Ms ? [`1 % of answers took longer than ${answers.p99Ms} ms.`] : []),
  ...(answers.maxMs > limits.answerMaxMs ? [`An answer took ${answers.maxMs} ms.`] : []),
  ...(peakRssMb > limits.peakRssMb ? [`The server used ${peakRssMb} MB.`] : []),
];
const result = {
  chaos: 'hostile',
  size: values.small ? 'small' : 'full',
  lived,
  peakRssMb,
  answers,
  refused: honest.refused.length,
  socketsLost: honest.socketsLost.length,
  ordinaryScans: honest.scans.length,
  scans,
  failures,
};
console.error(JSON.stringify({ ...result, scans: scans.length }, null, 2));
if (values.out) await writeFile(values.out, `${JSON.stringify(result)}\n`);
if (values.json) console.log(JSON.stringify(result));
process.exitCode = failures.length === 0 ? 0 : 1;
