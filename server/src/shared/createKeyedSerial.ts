import { createSerial, type Serial } from './createSerial.ts';

/** One line of tasks a key: tasks of one key never overlap, those of different keys do. */
export function createKeyedSerial() {
  const lines = new Map<string, { serial: Serial; waiting: number }>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const line = lines.get(key) ?? { serial: createSerial(), waiting: 0 };
    lines.set(key, line);
    line.waiting += 1;
    try {
      return await line.serial(task);
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(key);
    }
  };
}
