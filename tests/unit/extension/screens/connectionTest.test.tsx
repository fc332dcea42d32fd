import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ConnectionTestSection } from '@/components/options/ConnectionTestSection';
import { testSteps } from '@/components/options/runConnectionTest';
import { createTranslator } from '@/lib/i18n';
import { quotedNumbers } from '@/lib/i18n/quotedNumbers';
import { screenWords } from '@/lib/i18n/screenWords';
import { config, fail, socket, tokens } from './support/backgroundAnswers';
import { createTestScreen } from './support/onScreen';

describe('the test on the options page', () => {
  const statuses = () =>
    testSteps.map((step) => screen.queryByTestId(`test-${step}`)?.getAttribute('data-status'));
  const press = () => fireEvent.click(screen.getByTestId('test-connection'));

  /** Each message is answered when `next` is called. */
  async function open(name: 'idle' | 'not-paired' = 'idle') {
    const waiting: { name: string; answer: (value: unknown) => void }[] = [];
    const world = await createTestScreen(
      name,
      (asked) => new Promise((answer) => waiting.push({ name: asked, answer })),
    );
    await world.state.server.update((server) => server && { ...server, serverId: 's1' });
    const shown = render(world.show(<ConnectionTestSection />));
    const next = async (message: string, answer: unknown) => {
      await waitFor(() => expect(waiting[0]?.name).toBe(message));
      waiting.shift()?.answer(answer);
    };
    return { ...world, next, shown, waiting };
  }

  it('shows each step while it runs and as it ends', async () => {
    const { next, state } = await open();
    expect(statuses()).toEqual(testSteps.map(() => undefined));
    press();
    expect(statuses()).toEqual(['running', ...testSteps.slice(1).map(() => 'waiting')]);
    expect(screen.getByTestId<HTMLButtonElement>('test-connection').disabled).toBe(true);
    expect(screen.getByTestId('test-summary').textContent).toBe('Testing: Server reached …');
    await next('probeServer', config());
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'running', 'waiting', 'waiting', 'waiting']));
    await next('listTokens', tokens);
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'ok', 'running', 'waiting', 'waiting']));
    await state.connection.update((view) => ({ ...view, phase: 'live' }));
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'ok', 'ok', 'running', 'waiting']));
    await next('testSocket', socket());
    await waitFor(() => expect(statuses()).toEqual(testSteps.map(() => 'ok')));
    expect(screen.getByTestId('test-summary').textContent).toContain('Every step works');
    expect(screen.getByTestId('test-round_trip').textContent).toContain('3 ms');
    press();
    expect(statuses()[0]).toBe('running');
  });

  it('stops at the step that failed, and shows what to do', async () => {
    const { next, opened } = await open();
    press();
    await next('probeServer', config());
    await next('listTokens', fail('unauthorized'));
    await waitFor(() => expect(statuses()).toEqual(['ok', 'ok', 'failed', 'untried', 'untried', 'untried']));
    expect(screen.getByTestId('test-summary').textContent).toContain('Stopped at: Token');
    const row = within(screen.getByTestId('test-token'));
    fireEvent.click(row.getByRole('button', { name: 'Pair again' }));
    expect(opened).toEqual(['/welcome.html#again']);
    expect(screen.getByTestId('test-room').textContent).toContain('not tested');
  });

  it('names all three causes for which a browser reports the same failure', async () => {
    const { next } = await open();
    press();
    await next('probeServer', fail('network'));
    const words = await screen.findByText(/The browser does not say/);
    expect(words.textContent).toMatch(/address is wrong.*certificate.*off, offline or behind a firewall/);
    const zh = createTranslator<ScreenWords>(screenWords['zh-TW'], 'zh-TW', quotedNumbers);
    expect(zh('test.reached.silent', { address: 'x' })).toMatch(/網址錯誤.*憑證.*防火牆/);
  });

  it.each([
    ['socket_blocked', 'wss://live.example/x', 'http://127.0.0.1:8002', 'wss://live.example/x'],
    ['socket_blocked', '', 'http://127.0.0.1:8002', 'http://127.0.0.1:8002'],
    ['socket_blocked', '', undefined, 'http://127.0.0.1:8001'],
    ['basic_blocked', '', 'http://127.0.0.1:8002', 'http://127.0.0.1:8002'],
  ])('names for %s the address that was tried: %s, %s', async (outcome, websocketUrl, socketUrl, dialled) => {
    const { next, state } = await open();
    const basic = outcome === 'basic_blocked' ? { kind: 'plain' as const } : {};
    await state.server.update(
      (server) => server && { ...server, url: 'http://127.0.0.1:8001', socketUrl, ...basic },
    );
    await state.settings.update((server) => ({ ...server, config: { ...server.config, websocketUrl } }));
    press();
    await next('probeServer', basic.kind ? fail('not_found') : config());
    if (!basic.kind) await next('listTokens', tokens);
    // The address that was tried stays in the words when the setting changes.
    await state.settings.update((server) => ({
      ...server,
      config: { ...server.config, websocketUrl: 'wss://b.c' },
    }));
    await next('testSocket', socket({ connectMs: null, code: 'socket_blocked' }));
    await waitFor(() => expect(statuses()[3]).toBe('failed'));
    const row = screen.getByTestId('test-socket');
    expect(row.getAttribute('data-outcome')).toBe(outcome);
    const named = row.textContent?.match(/\b\w+:\/\/[\w.:/]*\w/g) ?? [];
    expect(named.filter((address) => address !== location.origin)).toEqual([dialled]);
  });

  it('tests nothing without a server, and sends no request after its page was closed', async () => {
    const { next, shown, waiting, asked } = await open();
    press();
    await next('probeServer', config());
    await waitFor(() => expect(waiting).toHaveLength(1));
    shown.unmount();
    await next('listTokens', tokens);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.map(({ name }) => name)).toEqual(['probeServer', 'listTokens']);
    await open('not-paired');
    expect(screen.getByTestId<HTMLButtonElement>('test-connection').disabled).toBe(true);
    expect(screen.getByTestId('test-summary').textContent).toContain('Connect a server first');
  });
});
