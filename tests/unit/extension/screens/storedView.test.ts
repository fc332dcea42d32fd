import { describe, expect, it } from 'vitest';
import { createState } from '@/lib/state/createState';
import { createStoredView } from '@/lib/state/storedView';
import { seededKey } from '../../../support/seeder';
import { seedState } from '../../../support/seedStates';
import { memoryArea } from './support/memoryArea';

async function createSeeded() {
  const seed = seedState('paused-and-queued', { language: 'en', now: new Date() });
  const state = createState({
    local: memoryArea({ ...seed.local }),
    session: memoryArea({ ...seed.session }),
  });
  const view = createStoredView(state);
  await view.load();
  return { state, ...view };
}

describe('the view of stored state', () => {
  it('keeps the token to itself', async () => {
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

  it('stops when told to', async () => {
    const { state, store, stop } = await createSeeded();
    stop();
    await state.followed.set([]);
    expect(store.getState().jobs.length).toBeGreaterThan(0);
  });
});
