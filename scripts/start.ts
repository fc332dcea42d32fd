// npm start [-- URL | --server-only]: runs the whole product on this machine.
import { startDemo } from './demo/startDemo.ts';
import { startServerOnly } from './demo/startServerOnly.ts';

const args = process.argv.slice(2);
const [url] = args.filter((argument) => !argument.startsWith('--'));
const unknown = args.filter((argument) => argument.startsWith('--') && argument !== '--server-only');
if (unknown.length > 0) {
  console.error(
    `Unknown option: ${unknown.join(' ')}. Use: npm start, npm start -- URL, npm start -- --server-only`,
  );
  process.exitCode = 2;
} else if (args.includes('--server-only')) {
  process.exitCode = await startServerOnly();
} else {
  process.exitCode = await startDemo({ url });
}
