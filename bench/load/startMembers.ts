import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Order, Received, Told } from './members.ts';

const CLOSE_WITHIN_MS = 5000;

/** The process of the members, and what it answers. */
export function startMembers() {
  const child = fork(new URL('./members.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

  /** Rejects when the members say that they failed, when their process ends, or after `withinMs`. */
  function next<Is extends Told['is']>(is: Is, withinMs: number): Promise<Extract<Told, { is: Is }>> {
    return new Promise((resolve, reject) => {
      const done = (act: () => void) => {
        clearTimeout(late);
        child.off('message', onMessage);
        child.off('exit', onExit);
        act();
      };
      const fail = (why: string) => done(() => reject(new Error(`Not every member ${is}: ${why}`)));
      const onMessage = (told: Told) => {
        if (told.is === is) done(() => resolve(told as Extract<Told, { is: Is }>));
        else if (told.is === 'failed') fail(told.why);
      };
      const onExit = (code: number | null) => fail(`their process ended with ${code}`);
      const late = setTimeout(() => fail(`not within ${withinMs / 1000} s`), withinMs);
      child.on('message', onMessage);
      child.once('exit', onExit);
    });
  }

  return {
    next,
    send: (order: Order): void => void child.send(order),
    async report(): Promise<Received> {
      const report = next('report', CLOSE_WITHIN_MS);
      child.send({ do: 'report' } satisfies Order);
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
