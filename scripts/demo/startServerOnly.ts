import { run } from '../support/run.ts';
import { serverEntry } from '../support/serverEntry.ts';

/** Runs only the server, in the foreground, with the settings of the environment. Ctrl-C stops it. */
export function startServerOnly(): Promise<number> {
  return run(process.execPath, serverEntry);
}
