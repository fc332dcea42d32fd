import { describe, expect, it } from 'vitest';
import { createConnectionLog } from '../../../lib/state/connectionLog.ts';
import type { ConnectionView } from '../../../lib/state/connectionView.ts';
import { createState } from '../../../lib/state/createState.ts';
import { createMemoryArea } from './support/createMemoryArea.ts';
import { createWorld } from './support/createWorld.ts';
import { settle } from './support/fakeTime.ts';

function newLog() {
  const session = createMemoryArea();
  const { log: item } = createState({ local: createMemoryArea().area, session: session.area });
  let now = Date.parse('2026-11-23T08:00:00.000Z');
  const log = createConnectionLog({ item, now: () => ++now });
  return { item, log, session };
}

describe('the connection log', () => {
  it('is a ring of 200, in order, however quickly entries come', async () => {
    const { item, log, session } = newLog();
    for (let index = 0; index < 1000; index += 1) {
      log.add('waiting', `${index}`);
      if (index % 70 === 0) await Promise.resolve();
    }
    await settle();
    const details = (await item.get()).map(({ detail }) => Number(detail));
    expect(details).toEqual(Array.from({ length: 200 }, (_, index) => 800 + index));
    expect(session.writes()).toBeLessThan(40);
    log.add('live');
    await settle();
    expect((await item.get()).map(({ detail }) => detail).slice(-2)).toEqual(['999', '']);
    expect(await item.get()).toHaveLength(200);
  });

  it('writes what storage refused with the next entry', async () => {
    const session = createMemoryArea();
    let refuses = true;
    const area = {
      ...session.area,
      set: async (items: Record<string, unknown>) => {
        if (refuses) throw new Error('full');
        return session.area.set(items);
      },
    };
    const { log: item } = createState({ local: createMemoryArea().area, session: area });
    const log = createConnectionLog({ item, now: () => 0 });
    log.add('connecting');
    await settle();
    log.add('live');
    await settle();
    expect(await item.get()).toEqual([]);
    refuses = false;
    log.add('lost');
    await settle();
    expect((await item.get()).map(({ state }) => state)).toEqual(['connecting', 'live', 'lost']);
  });

  it('has every state the indicator has shown, through losses, an outage and the way back', async () => {
    const world = await createWorld();
    const shown: string[] = [];
    const name = ({ phase, attempt }: ConnectionView) => (attempt ? `${phase} ${attempt}` : phase);
    const seen = (view: ConnectionView) => {
      const state = `${name(view)}|${view.reason ?? ''}|${view.reachable}`;
      if (shown.at(-1) !== state) shown.push(state);
    };
    world.stored.connection.watch(seen);

    await world.ensure();
    await world.time.advance(15_000);
    world.fake.mode.socket = 'refuse';
    world.fake.mode.rest = 'down';
    world.fake.drop();
    await world.time.advance(60_000);
    world.fake.mode.rest = 'ok';
    await world.time.advance(30_000);
    await world.alarm();
    world.fake.mode.socket = 'ok';
    await world.time.advance(30_000);
    await world.alarm();
    await world.time.advance(15_000);
    world.fake.change('j1', { status: 'completed', progress: 100 });
    await settle();

    const logged = (await world.stored.log.get())
      .filter(({ state }) => !['lost', 'end', 'gap', 'snapshot', 'dropped', 'test'].includes(state))
      .map(({ state, detail }) => {
        const silent = detail.endsWith('no answer over REST');
        return `${state}|${detail.replace(/(?:, )?no answer over REST$/, '')}|${!silent}`;
      });
    expect(new Set(shown.map((state) => state.split(' ')[0]?.split('|')[0]))).toEqual(
      new Set(['connecting', 'live', 'waiting', 'polling', 'idle']),
    );
    expect(shown.some((state) => state.endsWith('|false'))).toBe(true);
    expect(logged).toEqual(shown);
  });
});
