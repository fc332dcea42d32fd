import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveRegion } from '@/components/popup/LiveRegion';
import { createTestScreen } from './support/onScreen';

describe('the state of the running scans', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['en', /^example\.com: 42%, Reading pages\. \S+: \d+%, [^.]+\.$/],
    ['zh-TW', /^example\.com：42%，讀取頁面。\S+：\d+%，[^。]+。$/],
  ] as const)('is read aloud in %s as one sentence for each', async (language, words) => {
    const { show } = await createTestScreen('two-running', undefined, language);
    vi.useFakeTimers();
    render(show(<LiveRegion />));
    act(() => void vi.advanceTimersByTime(5000));
    expect(screen.getAllByRole('status')[0]!.textContent).toMatch(words);
  });
});

it.each(['.', '…', '!', '。'])('ends a sentence once, also after %s of a basic server', async (mark) => {
  const { state, show } = await createTestScreen('basic-running');
  await state.live.update((live) =>
    Object.fromEntries(
      Object.entries(live).map(([key, message]) => [key, { ...message, current_step: `Comparing${mark}` }]),
    ),
  );
  vi.useFakeTimers();
  render(show(<LiveRegion />));
  act(() => void vi.advanceTimersByTime(5000));
  const words = screen.getAllByRole('status')[0]!.textContent ?? '';
  expect(words).toMatch(/Comparing\.(?: |$)/);
});

describe.each([
  ['en', 'Live updates were lost.', 'Live updates are back.'],
  ['zh-TW', '即時更新中斷了。', '即時更新恢復了。'],
] as const)('in %s, a loss of live updates', (language, lost, back) => {
  it('is read aloud once in a region of its own, and so is its end', async () => {
    const { state, show } = await createTestScreen('running', undefined, language);
    render(show(<LiveRegion />));
    const region = screen.getByTestId('connection-announcement');
    expect(region.getAttribute('aria-live')).toBe('polite');
    const announced: string[] = [];
    const observer = new MutationObserver(() => announced.push(region.textContent ?? ''));
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    const tell = (value: 'lost' | 'back' | null, attempt: number) =>
      act(() => state.connection.update((view) => ({ ...view, news: value, attempt })).then(() => undefined));
    // Other state changes during the loss.
    for (const attempt of [1, 2, 3]) await tell('lost', attempt);
    for (const attempt of [3, 0]) await tell('back', attempt);
    await tell(null, 0);
    observer.disconnect();
    expect(announced).toHaveLength(3);
    expect(announced[0]).toContain(lost);
    expect(announced[1]).toContain(back);
    expect(announced[2]).toBe('');
  });
});
