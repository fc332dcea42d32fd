import { describe, expect, it } from 'vitest';
import { reportPaints } from '../../../../lib/screen/reportPaints.ts';
import { createState } from '../../../../lib/state/createState.ts';
import { createStoredView } from '../../../../lib/state/createStoredView.ts';
import type { Paint } from '../../../../lib/state/paint.ts';
import { createMemoryArea } from '../support/createMemoryArea.ts';
import { createFakeTime } from '../support/fakeTime.ts';
import { followed, keyOf, message } from '../support/messages.ts';

const key = (jobId: string) => keyOf(jobId);

/** A screen over storage. Its display shows each frame 16 ms after it was requested. */
async function createScreen() {
  const time = createFakeTime();
  const state = createState({ local: createMemoryArea().area, session: createMemoryArea().area });
  const source = createStoredView(state);
  const parcels: Paint[][] = [];
  const screen = { visible: true, reached: true };
  await state.followed.set([followed('j1'), followed('j2')]);
  await state.live.set({ [key('j1')]: message({ job_id: 'j1', seq: 1 }) });
  reportPaints({
    source,
    shows: (job) => job.jobId === 'j1',
    isVisible: () => screen.visible,
    afterPaint: (run) => void time.timers.set(run, 16),
    timers: time.timers,
    now: time.now,
    send: async (paints) => {
      parcels.push(paints);
      if (!screen.reached) throw new Error('Could not establish connection.');
    },
  });
  await source.load();
  const tell = (seq: number, jobId = 'j1') =>
    state.live.update((live) => ({ ...live, [key(jobId)]: message({ job_id: jobId, seq }) }));
  return { time, state, parcels, screen, tell, start: time.now() };
}

describe('what a screen reports about its paints', () => {
  it('is each new message of a shown row with the time of its frame, in one report', async () => {
    const { time, parcels, tell, start } = await createScreen();
    await tell(2);
    await time.advance(100);
    await tell(3);
    await tell(3, 'j2');
    await time.advance(3000);
    const row = { key: key('j1'), epoch: '0000000a' };
    expect(parcels).toEqual([
      [
        { ...row, seq: 2, at: start + 16 },
        { ...row, seq: 3, at: start + 116 },
      ],
    ]);
  });

  it('includes the end of a scan, but not what was there when it opened, nor what did not change', async () => {
    const { time, parcels, state, tell } = await createScreen();
    await tell(1);
    await state.server.set(null);
    await time.advance(3000);
    expect(parcels).toEqual([]);
    const end = message({ job_id: 'j1', seq: 9, status: 'completed' });
    await state.followed.set([followed('j1', { end }), followed('j2')]);
    await state.live.set({});
    await time.advance(3000);
    expect(parcels.flat().map(({ seq }) => seq)).toEqual([9]);
  });

  it('is nothing while the screen is hidden', async () => {
    const { time, parcels, screen, tell } = await createScreen();
    screen.visible = false;
    await tell(2);
    await time.advance(3000);
    screen.visible = true;
    await tell(3);
    screen.visible = false;
    await time.advance(3000);
    expect(parcels).toEqual([]);
  });

  it('continues after the background did not answer', async () => {
    const { time, parcels, screen, tell } = await createScreen();
    screen.reached = false;
    await tell(2);
    await time.advance(3000);
    await tell(3);
    await time.advance(3000);
    expect(parcels).toHaveLength(2);
  });
});
