/** Serves the sample site: `node serve.ts [--port 0] [--host 127.0.0.1]`; prints its origin as one line of JSON. */
import { parseArgs } from 'node:util';
import { startSampleSite } from './site.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
const site = await startSampleSite(Number(values.port), values.host);
console.log(JSON.stringify({ origin: site.origin }));
