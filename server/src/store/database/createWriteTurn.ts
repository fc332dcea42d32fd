/** Called around each write: before it asks for SQLite's lock, and when it has ended. */
export interface WriteTurn {
  before(): void;
  after(): void;
}

/** The longest that a thread lets another go first. */
const WAIT_MS = 500;

/** Memory of two threads that write to the same store. */
export const createTurnMemory = (): SharedArrayBuffer => new SharedArrayBuffer(4);

/**
 * The thread that answers people waits for SQLite's lock without doing anything else, and asks for it only now and
 * then. It announces its writes here, so that the other thread does not take the lock again before it.
 */
export function createFirstTurn(memory: SharedArrayBuffer): WriteTurn {
  const wanted = new Int32Array(memory);
  return {
    before: () => void Atomics.store(wanted, 0, 1),
    after() {
      Atomics.store(wanted, 0, 0);
      Atomics.notify(wanted, 0);
    },
  };
}

/** The turn of the thread that lets the other go first. It may wait, because it answers nobody. */
export function createSecondTurn(memory: SharedArrayBuffer): WriteTurn {
  const wanted = new Int32Array(memory);
  return {
    before: () => void Atomics.wait(wanted, 0, 1, WAIT_MS),
    after: () => {},
  };
}
