import { expect, it } from 'vitest';
import { createNamedTimers } from '../../../lib/connection/createNamedTimers.ts';
import { createSocketSlot } from '../../../lib/connection/createSocketSlot.ts';
import { createMutex } from '../../../lib/state/createMutex.ts';
import { createFakeServer } from './support/createFakeServer.ts';
import { createFakeTime, settle } from './support/fakeTime.ts';

function begin() {
  const fake = createFakeServer();
  const time = createFakeTime();
  const timers = createNamedTimers<'connect'>(time.timers);
  const slot = createSocketSlot({ openSocket: fake.openSocket, timers, exclusive: createMutex() });
  const heard: string[] = [];
  const open = (name: string) =>
    slot.open('http://127.0.0.1:8001', () => ({ token: 't' }), {
      connected: async () => void heard.push(`${name} connected`),
      refused: async (code) => void heard.push(`${name} refused ${code}`),
      lost: async (reason) => void heard.push(`${name} lost ${reason}`),
      message: (event) => heard.push(`${name} ${event}`),
    });
  return { fake, time, slot, heard, open };
}

it('holds one socket: opening another closes the first, whose later events are ignored', async () => {
  const { fake, slot, heard, open } = begin();
  open('first');
  await settle();
  open('second');
  await settle();
  expect(fake.mostOpen()).toBe(1);
  expect(fake.sockets.map((socket) => socket.open)).toEqual([false, true]);
  const [first] = fake.sockets;
  first?.events.connected();
  first?.events.lost('late');
  first?.events.refused({ code: 'late', retryAfterMs: null });
  first?.events.message('job_progress', {});
  await settle();
  expect(heard).toEqual(['first connected', 'second connected']);
  slot.drop();
  expect(slot.isInUse()).toBe(false);
  expect(fake.openSockets()).toEqual([]);
});

it('ignores an event that was waiting when the socket was dropped', async () => {
  const { fake, slot, heard, open } = begin();
  open('first');
  await settle();
  fake.drop();
  slot.drop();
  await settle();
  expect(heard).toEqual(['first connected']);
});

it('takes five seconds without an answer for a refusal without a reason, once', async () => {
  const { fake, time, heard, open } = begin();
  fake.mode.socket = 'hang';
  open('first');
  await time.advance(4999);
  expect(heard).toEqual([]);
  await time.advance(1);
  expect(heard).toEqual(['first refused null']);
  fake.mode.socket = 'ok';
  open('second');
  await time.advance(60_000);
  expect(heard).toEqual(['first refused null', 'second connected']);
});
