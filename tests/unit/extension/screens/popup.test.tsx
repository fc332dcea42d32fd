import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PopupScreen } from '@/components/popup/PopupScreen';
import type { StartIntent } from '@/lib/state/intent';
import { seededKey } from '../../../support/seeds/seeder';
import { seedNames } from '../../../support/seeds/seedStates';
import { createTestScreen } from './support/onScreen';

const open = async (...[name, answer, language]: Parameters<typeof createTestScreen>) => {
  const world = await createTestScreen(name, answer, language);
  render(world.show(<PopupScreen tab="https://example.com/" />));
  return world;
};
const card = (id: string) => within(screen.getAllByTestId('job').find((row) => row.dataset.job === id)!);

describe('the popup', () => {
  it.each(seedNames.flatMap((name) => [[name, 'en'] as const, [name, 'zh-TW'] as const]))(
    'paints %s in %s, without a word missing',
    async (name, language) => {
      await open(name, undefined, language);
      expect(document.documentElement.lang).toBe(language);
      const text = document.body.textContent ?? '';
      expect(text).not.toMatch(/undefined|NaN|\[object|\{\w+\}|Invalid/);
      expect(text).not.toMatch(/\b(?:job|form|pill|earlier|connection|failure)\.[a-z_]+/);
    },
  );

  it('starts a scan of the tab, with what differs from the defaults', async () => {
    const { asked } = await open('first-use');
    expect(screen.getByTestId<HTMLInputElement>('url').value).toBe('https://example.com/');
    fireEvent.click(screen.getByRole('button', { name: 'Options', expanded: false }));
    fireEvent.change(screen.getByTestId('max-pages'), { target: { value: '50' } });
    fireEvent.click(screen.getByRole('radio', { name: 'Page' }));
    fireEvent.click(screen.getByTestId('start'));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]).toEqual({
      name: 'startScan',
      data: { url: 'https://example.com/', mode: 'page', options: { max_pages: 50 } },
    });
  });

  it('makes an address out of a typed name', async () => {
    const { asked } = await open('first-use');
    fireEvent.change(screen.getByTestId('url'), { target: { value: 'shop.example' } });
    fireEvent.click(screen.getByTestId('start'));
    await waitFor(() => expect(asked[0]?.data).toMatchObject({ url: 'https://shop.example/' }));
  });

  it.each([
    ['not a url', 'This is not a web address'],
    ['file:///etc/passwd', 'Only http and https can be scanned'],
    ['javascript:alert(1)', 'Only http and https can be scanned'],
    [`https://example.com/${'x'.repeat(3000)}`, 'This address is too long'],
  ])('sends nothing for %s and shows why; the next scan starts', async (typed, words) => {
    const { asked } = await open('first-use');
    fireEvent.change(screen.getByTestId('url'), { target: { value: typed } });
    fireEvent.click(screen.getByTestId('start'));
    expect(screen.getByRole('alert').textContent).toContain(words);
    expect(asked).toHaveLength(0);
    fireEvent.change(screen.getByTestId('url'), { target: { value: 'https://example.com/' } });
    fireEvent.click(screen.getByTestId('start'));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows the address of a tab as people read it, and sends it unchanged', async () => {
    const world = await createTestScreen('first-use');
    const tab = 'https://example.com/zh/%E8%8C%B6%E8%91%89?q=%26%E8%8C%B6';
    render(world.show(<PopupScreen tab={tab} />));
    expect(screen.getByTestId<HTMLInputElement>('url').value).toBe('https://example.com/zh/茶葉?q=%26茶');
    fireEvent.click(screen.getByTestId('start'));
    await waitFor(() => expect(world.asked[0]?.data).toMatchObject({ url: tab }));
  });

  it.each(['https://example.com/%E2%80%AEgnp.exe', 'https://example.com/%A5%AF', 'https://example.com/%25'])(
    'leaves an address as it is where decoding would change it: %s',
    async (tab) => {
      const world = await createTestScreen('first-use');
      render(world.show(<PopupScreen tab={tab} />));
      expect(screen.getByTestId<HTMLInputElement>('url').value).toBe(tab);
    },
  );

  it('shows why a tab cannot be scanned', async () => {
    const world = await createTestScreen('first-use');
    render(world.show(<PopupScreen tab="chrome://settings/" />));
    expect(screen.getByTestId<HTMLInputElement>('url').value).toBe('');
    expect(screen.getByText(/page of the browser itself/)).toBeTruthy();
  });

  it('has progress as words for screen readers', async () => {
    await open('running');
    const bar = screen.getByRole('progressbar');
    expect(bar.getAttribute('aria-valuenow')).toBe('42');
    expect(bar.getAttribute('aria-valuetext')).toBe('Reading pages · 132 of 310 · 4.8 pages/s');
    expect(screen.getByText('about 31–44 s left')).toBeTruthy();
  });

  it('pauses, resumes and cancels the scan of the card', async () => {
    const { asked } = await open('paused-and-queued');
    fireEvent.click(screen.getByRole('button', { name: 'Resume the scan of example.com' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel the scan of travel.example.tw' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked).toEqual([
      { name: 'resumeScan', data: seededKey('j_run') },
      { name: 'cancelScan', data: seededKey('j_queued') },
    ]);
  });

  it.each([
    ['en', 'Cancel scan', 'Keep scanning', 'Pages read so far: 132.'],
    ['zh-TW', '取消掃描', '繼續掃描', '目前已讀取 132 頁。'],
  ] as const)('asks before it cancels a long scan, in %s', async (language, confirm, keep, words) => {
    const { asked } = await open('running', undefined, language);
    const cancel = card(seededKey('j_run')).getByRole('button', { name: /^(?:Cancel the scan|取消)/ });
    fireEvent.click(cancel);
    expect(screen.getByRole('dialog').textContent).toContain(words);
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: keep }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked).toEqual([]);
    fireEvent.click(cancel);
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: confirm }));
    await waitFor(() => expect(asked).toEqual([{ name: 'cancelScan', data: seededKey('j_run') }]));
  });

  it('keeps the focus on a button while its request runs', async () => {
    let answer = (_: unknown) => {};
    await open('running', () => new Promise((resolve) => (answer = resolve)));
    const pause = screen.getByRole('button', { name: 'Pause the scan of example.com' });
    pause.focus();
    fireEvent.click(pause);
    expect(pause.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(pause);
    await act(async () => answer({ ok: true, value: null }));
    expect(pause.getAttribute('aria-disabled')).toBe('false');
  });

  it('moves the focus to the next row when a row goes, and then to the one before', async () => {
    const { state } = await open('idle');
    const rows = () => screen.getAllByTestId('earlier');
    const [first, second] = rows();
    const remove = async (row: HTMLElement) => {
      within(row).getAllByRole('button').at(-1)!.focus();
      const followed = await state.followed.get();
      await act(() => state.followed.set(followed.filter(({ key }) => key !== row.dataset.job)));
    };
    await remove(first!);
    expect(rows()[0]).toBe(second);
    expect(second!.contains(document.activeElement)).toBe(true);
    const last = rows().at(-1)!;
    const before = rows().at(-2)!;
    await remove(last);
    expect(before.contains(document.activeElement)).toBe(true);
  });

  it('shows when the background does not answer', async () => {
    await open('running', () => Promise.reject(new Error('no listener')));
    fireEvent.click(screen.getByRole('button', { name: 'Pause the scan of example.com' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The extension is starting');
  });

  it('offers to watch a running scan, or to start one anyway', async () => {
    const { asked } = await open('already-running');
    fireEvent.click(card('i_1').getByRole('button', { name: 'View progress' }));
    await waitFor(() => expect(asked.map(({ name }) => name)).toEqual(['watchScan', 'dismiss']));
    expect(asked[0]?.data).toBe('j_other');
    fireEvent.click(card('i_1').getByRole('button', { name: 'Start anyway' }));
    await waitFor(() => expect(asked[2]?.data).toMatchObject({ url: 'https://example.com/', force: true }));
  });

  it.each(['expired', 'idempotency_mismatch', 'not_paired'])(
    'offers to send a start again that ended with %s',
    async (code) => {
      const { asked, state } = await open('first-use');
      const intent: StartIntent = {
        kind: 'start',
        id: 'i_1',
        url: 'https://example.com/',
        mode: 'page',
        options: { max_pages: 9 },
        force: false,
        createdAt: new Date().toISOString(),
        cancelWanted: false,
        problem: { code, final: true },
      };
      await state.intents.set([intent]);
      fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
      await waitFor(() => expect(asked.map(({ name }) => name)).toEqual(['startScan', 'dismiss']));
      const { url, mode, options } = intent;
      expect(asked[0]?.data).toEqual({ url, mode, options, force: false });
    },
  );

  it('keeps the last numbers with their time while the connection is lost', async () => {
    await open('reconnecting');
    expect(screen.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeTruthy();
    expect(screen.getByRole('progressbar').className).toContain('stale');
    expect(screen.getByText(/Trying again in \d+ s, attempt 2 of 5/)).toBeTruthy();
  });

  it.each([
    ['not-paired', 'Connect a server'],
    ['unauthorized', 'Pair again'],
  ] as const)('shows the way to pair instead of the form: %s', async (name, action) => {
    const { opened } = await open(name);
    expect(screen.queryByTestId('url')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: action }));
    expect(opened).toEqual(['/welcome.html#again']);
  });

  it('tries again at once when asked', async () => {
    const { asked } = await open('unreachable');
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(asked).toEqual([{ name: 'reconnect', data: undefined }]));
  });

  it('marks an ended scan as read, and still shows it as new', async () => {
    const { asked } = await open('failed-scans');
    await waitFor(() => expect(asked).toEqual([{ name: 'markRead', data: seededKey('j_new') }]));
    expect(screen.getByText('new')).toBeTruthy();
    expect(screen.getByText('The site is blocking the crawler')).toBeTruthy();
    expect(screen.getByText('no longer on this server')).toBeTruthy();
  });

  it('follows the stored state as it changes', async () => {
    const { state } = await open('running');
    const live = await state.live.get();
    const message = live[seededKey('j_run')]!;
    await state.live.set({ [seededKey('j_run')]: { ...message, progress: 77.4, seq: 18 } });
    expect((await screen.findByTestId('percent')).textContent).toBe('77%');
  });

  it('changes its language while it is open', async () => {
    const { state } = await open('first-use');
    await state.settings.update((settings) => ({ ...settings, language: 'zh-TW' }));
    await screen.findByRole('button', { name: '開始掃描' });
    expect(document.documentElement.lang).toBe('zh-TW');
  });

  it('shows hostile addresses as text', async () => {
    await open('hostile');
    expect(document.querySelectorAll('img, script, a[href^="javascript"]')).toHaveLength(0);
    expect(document.body.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});
