import { describe, expect, it } from 'vitest';
import { createState } from '@/lib/state/createState';
import { createStoredView } from '@/lib/state/createStoredView';
import { seededKey } from '../../../support/seeds/seeder';
import { seedState } from '../../../support/seeds/seedStates';
import { createMemoryArea } from '../support/createMemoryArea';

async function createSeeded() {
  const seed = seedState('paused-and-queued', { language: 'en', now: new Date() });
  const state = createState({
    local: createMemoryArea(seed.local).area,
    session: createMemoryArea(seed.session).area,
  });
  const view = createStoredView(state);
  await view.load();
  return { state, ...view };
}

describe('the view of stored state', () => {
  it('does not contain the token', async () => {
    const { state, store } = await createSeeded();
    expect((await state.server.get())?.token).toBe('seeded');
    expect(JSON.stringify(store.getState())).not.toContain('seeded');
    await state.server.update((server) => server && { ...server, token: 'another' });
    expect(JSON.stringify(store.getState())).not.toContain('another');
  });

  it('keeps the identity of rows that did not change', async () => {
    const { state, store } = await createSeeded();
    const before = store.getState().jobs;
    const live = await state.live.get();
    const message = live[seededKey('j_run')]!;
    await state.live.set({ ...live, [seededKey('j_run')]: { ...message, progress: 50 } });
    const after = store.getState().jobs;
    const changed = after.filter((job) => !before.includes(job)).map(({ id }) => id);
    expect(changed).toEqual([seededKey('j_run')]);
    await state.live.set({ ...(await state.live.get()) });
    expect(store.getState().jobs).toBe(after);
  });

  it('contains a change that comes while it is loaded', async () => {
    const seed = seedState('running', { language: 'en', now: new Date() });
    const local = createMemoryArea(seed.local).area;
    const session = createMemoryArea(seed.session).area;
    const state = createState({ local, session: { ...session, get: late } });
    let change: (() => Promise<void>) | null = async () => {
      change = null;
      await state.server.set(null);
      await state.connection.update((view) => ({ ...view, phase: 'not_paired' }));
      await state.live.set({});
    };
    /** Reads are answered only after the stored value has changed. */
    async function late(keys: string | string[]) {
      const current = await session.get(keys);
      await change?.();
      return current;
    }
    const { store, load } = createStoredView(state);
    await load();
    expect(change).toBeNull();
    const shown = store.getState();
    expect([shown.server, shown.connection.phase]).toEqual([null, 'not_paired']);
    expect(shown.jobs.find(({ kind }) => kind === 'active')?.message).toBeNull();
  });

  it('stops when asked to', async () => {
    const { state, store, stop } = await createSeeded();
    stop();
    await state.followed.set([]);
    expect(store.getState().jobs.length).toBeGreaterThan(0);
  });
});
