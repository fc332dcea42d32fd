import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveRegion } from '@/components/popup/LiveRegion';
import { createTestScreen } from './support/onScreen';

afterEach(cleanup);

describe.each([
  ['en', 'Live updates were lost.', 'Live updates are back.'],
  ['zh-TW', '即時更新中斷了。', '即時更新恢復了。'],
] as const)('in %s, a loss of live updates', (language, lost, back) => {
  it('is said once in a region of its own, as is that they are back', async () => {
    const { state, show } = await createTestScreen('running', undefined, language);
    render(show(<LiveRegion />));
    const told = screen.getByTestId('told');
    expect(told.getAttribute('aria-live')).toBe('polite');
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push(told.textContent ?? ''));
    observer.observe(told, { childList: true, characterData: true, subtree: true });
    const tell = (value: 'lost' | 'back' | null, attempt: number) =>
      act(() => state.connection.update((view) => ({ ...view, told: value, attempt })).then(() => undefined));
    // While it lasts, other things change.
    for (const attempt of [1, 2, 3]) await tell('lost', attempt);
    for (const attempt of [3, 0]) await tell('back', attempt);
    await tell(null, 0);
    observer.disconnect();
    expect(said).toHaveLength(3);
    expect(said[0]).toContain(lost);
    expect(said[1]).toContain(back);
    expect(said[2]).toBe('');
  });
});
