import { act, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { ReportScreen } from '@/components/report/ReportScreen';
import type { ConnectionView } from '@/lib/state/connectionView';
import { seededKey } from '../../../support/seeds/seeder';
import type { SeedName } from '../../../support/seeds/seedStates';
import { createTestScreen } from './support/onScreen';

type Language = 'en' | 'zh-TW';
const screens = { popup: <PopupScreen tab={null} />, report: <ReportScreen /> };

async function open(name: keyof typeof screens, state: SeedName, language: Language = 'en') {
  location.hash = `#job=${encodeURIComponent(seededKey('j_run'))}`;
  const world = await createTestScreen(state, undefined, language);
  render(world.show(screens[name]));
  return {
    change: (change: Partial<ConnectionView>) =>
      act(() => world.state.connection.update((view) => ({ ...view, ...change })).then(() => undefined)),
  };
}

/** The visible notes, without the regions that are only read aloud. */
const notes = () => [...document.querySelectorAll('.note')].map((note) => note.textContent ?? '');
const pill = () => screen.getByTestId('connection').dataset.state;

describe.each(['popup', 'report'] as const)('the %s', (name) => {
  it.each([
    ['updates-lost', 'en', 'Live updates were lost; progress is updated every 5 s'],
    ['updates-lost', 'zh-TW', '即時更新中斷了，改為每 5 秒更新一次進度'],
    ['lost-to-a-full-server', 'en', 'Live updates were lost. Progress is updated every 5 s.'],
    ['lost-to-a-full-server', 'zh-TW', '即時更新中斷了。現在每 5 秒更新一次進度。'],
    ['updates-back', 'en', 'Live updates are back.'],
    ['updates-back', 'zh-TW', '即時更新恢復了。'],
  ] as const)('shows a loss and its end: %s in %s', async (state, language, words) => {
    await open(name, state, language);
    expect(notes()).toEqual([expect.stringContaining(words)]);
  });

  it('shows that updates are back for as long as that is stored', async () => {
    const { change } = await open(name, 'updates-lost');
    expect(pill()).toBe('polling');
    await change({ phase: 'live', news: 'back', attempt: 5, pollEveryMs: null, reason: null });
    expect(pill()).toBe('live');
    expect(notes()).toEqual(['Live updates are back.']);
    await change({ news: null, attempt: 0 });
    expect(notes()).toEqual([]);
  });

  it('shows that it is live, but perhaps behind, while REST does not answer', async () => {
    const { change } = await open(name, 'updates-back');
    await change({ reachable: false, reason: 'unavailable', news: null });
    expect(pill()).toBe('live');
    expect(notes()).toEqual([expect.stringContaining('does not answer requests')]);
    expect(screen.queryByRole('button', { name: 'Allow access' })).toBeNull();
    await change({ reason: 'host_permission' });
    expect(screen.getByRole('button', { name: 'Allow access' })).toBeTruthy();
  });

  it('shows no loss when live updates are turned off', async () => {
    await open(name, 'websocket-disabled');
    expect(notes().join()).not.toContain('Live updates were lost');
    expect(notes()).toHaveLength(1);
  });

  it('keeps its note through each try after a loss', async () => {
    const { change } = await open(name, 'reconnecting');
    for (const attempt of [1, 2]) {
      for (const phase of ['waiting', 'connecting'] as const) {
        await change({ phase, attempt });
        expect(notes().join(), `${phase} ${attempt}`).toContain('Live updates stopped at');
      }
    }
  });
});
