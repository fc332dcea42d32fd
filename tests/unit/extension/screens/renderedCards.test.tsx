import { act, render } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { PopupScreen } from '@/components/popup/PopupScreen';
import type { JobView } from '@/lib/state/jobView';
import { seededKey } from '../../../support/seeds/seeder';
import { createTestScreen } from './support/onScreen';

const { rendered, note } = vi.hoisted(() => {
  const ids: string[] = [];
  const noteId = ({ job }: { job: JobView }) => {
    ids.push(job.id);
    return null;
  };
  return { rendered: ids, note: noteId };
});
vi.mock('@/components/scan/ActiveCard', () => ({ ActiveCard: note }));
vi.mock('@/components/popup/EarlierRow', () => ({ EarlierRow: note }));

beforeEach(() => {
  rendered.length = 0;
});

it('a message about one scan renders only the card of that scan', async () => {
  const { state, show } = await createTestScreen('paused-and-queued');
  await act(async () => render(show(<PopupScreen tab={null} />)));
  expect(new Set(rendered).size).toBeGreaterThan(2);
  rendered.length = 0;
  const live = await state.live.get();
  const message = live[seededKey('j_run')]!;
  await act(() => state.live.set({ ...live, [seededKey('j_run')]: { ...message, progress: 50 } }));
  expect(rendered).toEqual([seededKey('j_run')]);
});
