import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command, Received, Reply } from './members.ts';

const CLOSE_WITHIN_MS = 5000;

/** Starts the process of the members. */
export function startMembers() {
  const child = fork(new URL('./members.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

  /** Waits for a reply. Rejects when the members report a failure, when their process ends, or after `withinMs`. */
  function next<Is extends Reply['is']>(is: Is, withinMs: number): Promise<Extract<Reply, { is: Is }>> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timeout);
        child.off('message', onMessage);
        child.off('exit', onExit);
        act();
      };
      const fail = (why: string) => done(() => reject(new Error(`Not every member ${is}: ${why}`)));
      const onMessage = (reply: Reply) => {
        if (reply.is === is) done(() => resolve(reply as Extract<Reply, { is: Is }>));
        else if (reply.is === 'failed') fail(reply.why);
      };
      const onExit = (code: number | null) => fail(`their process ended with ${code}`);
      const timeout = setTimeout(() => fail(`not within ${withinMs / 1000} s`), withinMs);
      child.on('message', onMessage);
      child.once('exit', onExit);
    });
  }

  return {
    next,
    send: (command: Command): void => void child.send(command),
    async report(): Promise<Received> {
      const report = next('report', CLOSE_WITHIN_MS);
      child.send({ do: 'report' } satisfies Command);
      return (await report).received;
    },
    async close(): Promise<void> {
      if (child.connected) child.disconnect();
      const isOver = () => child.exitCode !== null || child.signalCode !== null;
      if (!isOver()) await Promise.race([once(child, 'exit'), wait(CLOSE_WITHIN_MS, null, { ref: false })]);
      if (!isOver()) child.kill('SIGKILL');
    },
  };
}
