import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a process that was started `detached`, with all processes that it started. */
export async function endGroup(leader: ChildProcess): Promise<void> {
  if (leader.exitCode !== null || leader.signalCode !== null || leader.pid === undefined) return;
  const ended = once(leader, 'exit');
  process.kill(-leader.pid, 'SIGKILL');
  await ended;
}
