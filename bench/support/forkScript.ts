import { type ChildProcess, fork } from 'node:child_process';

/** Starts a script in a new process and resolves with its first message. */
export function forkScript<T>(
  script: URL,
  args: string[] = [],
): Promise<{ child: ChildProcess; message: T }> {
  return new Promise((resolve, reject) => {
    const child = fork(script, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('message', (message) => resolve({ child, message: message as T }));
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${script.pathname} ended with ${code} before it sent a message`)),
    );
  });
}
