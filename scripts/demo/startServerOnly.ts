import { spawn } from 'node:child_process';
import { root } from '../support/run.ts';
import { serverEntry } from '../support/serverEntry.ts';
import { onStop } from './onStop.ts';

/** Runs only the server, with the settings of the environment. It stops when this process is asked to, or dies. */
export async function startServerOnly(): Promise<number> {
  const child = spawn(process.execPath, serverEntry, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  void onStop().code.then(() => child.kill('SIGTERM'));
  return ended;
}
