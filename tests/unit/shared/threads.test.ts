import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { RequestError } from '../../../server/src/shared/RequestError.ts';
import { callThread } from '../../../server/src/shared/threads/callThread.ts';
import { serveThread } from '../../../server/src/shared/threads/serveThread.ts';

let channel: MessageChannel;
afterEach(() => channel.port1.close());

let made = 0;
let ended = 0;
const told: number[] = [];
const functions = {
  add: async (a: number, b: number) => a + b,
  nothing: () => undefined,
  fail: async (): Promise<void> => {
    throw new RequestError('not_found', 'There is none.');
  },
  async *count(to: number) {
    try {
      for (let n = 1; n <= to; n++) {
        made += 1;
        yield n;
      }
    } finally {
      ended += 1;
    }
  },
  async *failAt(at: number) {
    for (let n = 1; ; n++) {
      if (n === at) throw new Error('This item fails.');
      yield n;
    }
  },
  note: (n: number) => {
    told.push(n);
  },
};

function open() {
  channel = new MessageChannel();
  made = 0;
  ended = 0;
  told.length = 0;
  serveThread(channel.port2, functions);
  return callThread<typeof functions>(channel.port1);
}

it('calls functions and gets their results, each its own', async () => {
  const { call } = open();
  const sums = await Promise.all(Array.from({ length: 50 }, (_, n) => call('add', n, 1)));
  expect(sums).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  expect(await call('nothing')).toBeUndefined();
});

it('rejects with the message, the name and the code of the error', async () => {
  await expect(open().call('fail')).rejects.toMatchObject({
    name: 'RequestError',
    message: 'There is none.',
    code: 'not_found',
  });
});

it('streams all items, and makes no more than are taken soon', async () => {
  const { stream } = open();
  expect(await Array.fromAsync(stream('count', 1_234))).toHaveLength(1_234);
  made = 0;
  for await (const n of stream('count', 1_000_000)) if (n === 3) break;
  expect(made).toBeLessThan(2_000);
  await expect.poll(() => ended).toBe(2);
  expect(await Array.fromAsync(stream('count', 0))).toEqual([]);
});

it('throws the error of a stream at its place', async () => {
  const items: number[] = [];
  const read = async () => {
    for await (const n of open().stream('failAt', 700)) items.push(n);
  };
  await expect(read()).rejects.toThrow('This item fails.');
  expect(items).toHaveLength(500);
});

it('delivers what is told before what is asked afterwards', async () => {
  const { tell, call } = open();
  tell('note', 1);
  tell('note', 2);
  await call('nothing');
  expect(told).toEqual([1, 2]);
});

it('rejects everything that waits when the other thread has ended', async () => {
  const { call, fail } = open();
  const waiting = call('add', 1, 2);
  fail(new Error('It has ended.'));
  await expect(waiting).rejects.toThrow('It has ended.');
  await expect(call('add', 1, 2)).rejects.toThrow('It has ended.');
});
