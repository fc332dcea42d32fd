import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReaderMessage, ReadingTask } from './readingTask.ts';

export interface ReaderEvents {
  onMessage: (message: ReaderMessage) => void;
  /** Called once, when the process has ended. */
  onEnd: (end: { memory: boolean; detail: string }) => void;
}

/** Ends of a process that ran out of memory: V8 aborts, and the kernel kills. */
const memorySignals = new Set<NodeJS.Signals>(['SIGABRT', 'SIGKILL', 'SIGTRAP', 'SIGILL']);
const ABORTED = 134;

/**
 * One process that reads pages, one page at a time. It is a process because a thread that runs out of memory
 * may abort the whole server: V8 allows a thread to exceed its limit only by a little, and one large table needs
 * more.
 */
export function createReader(script: URL, memoryMb: number, { onMessage, onEnd }: ReaderEvents) {
  const child: ChildProcess = fork(fileURLToPath(script), {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memoryMb}`, '--max-semi-space-size=16'],
    // V8 writes pages of its state when it runs out of memory.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let ended = false;
  const end = (memory: boolean, detail: string): void => {
    if (ended) return;
    ended = true;
    onEnd({ memory, detail });
  };
  child.on('message', (message) => onMessage(message as ReaderMessage));
  child.once('error', (error) => end(false, error.message));
  child.once('exit', (code, signal) =>
    end(
      (signal !== null && memorySignals.has(signal)) || code === ABORTED,
      `it ended with ${signal ?? code}`,
    ),
  );

  return {
    send(task: ReadingTask): void {
      // An error means that the process is gone, which its exit says.
      child.send(task, () => {});
    },
    kill: (): void => void child.kill('SIGKILL'),
    /** An idle reader must not keep the server alive. */
    hold(busy: boolean): void {
      if (busy) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
  };
}
export type Reader = ReturnType<typeof createReader>;
