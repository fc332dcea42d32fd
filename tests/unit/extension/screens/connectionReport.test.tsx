import { readdirSync, readFileSync } from 'node:fs';
import { fireEvent, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ConnectionLogSection } from '@/components/options/ConnectionLogSection';
import { connectionReport } from '@/components/options/connectionReport';
import { screenWords } from '@/lib/i18n/screenWords';
import { redact } from '@/lib/state/connectionLog';
import { createStoredView } from '@/lib/state/createStoredView';
import { createTestScreen } from './support/onScreen';

const surroundings = { version: '0.1.0', browser: 'Chrome/156', now: new Date('2026-11-23T08:00:00.000Z') };

describe('the log that can be sent', () => {
  it('has versions, browser, settings, state and counts', async () => {
    const { state } = await createTestScreen('reconnecting');
    const source = createStoredView(state);
    await source.load();
    const report = JSON.parse(connectionReport(source.store.getState(), surroundings));
    expect(report).toMatchObject({
      made_at: '2026-11-23T08:00:00.000Z',
      extension: '0.1.0',
      browser: 'Chrome/156',
      server: { version: '0.1.0', live_updates: 'at the address of the server' },
      settings: {
        enableWebSocket: true,
        fallbackPollingInterval: 5000,
        maxReconnectAttempts: 5,
        websocketUrl: '',
      },
      connection: { phase: 'waiting', attempt: 2, reason: 'network' },
      scans: { starting: 0, active: 1 },
    });
    expect(report.log).toEqual(await state.log.get());
  });

  it('has no token and no address in any of its fields', async () => {
    const { state } = await createTestScreen('running');
    const token = 'A1-_'.repeat(11);
    await state.server.update(
      (server) => server && { ...server, token, url: 'https://secret.example:8443/seo' },
    );
    await state.settings.update((server) => ({
      ...server,
      config: { ...server.config, websocketUrl: 'wss://secret.example/live' },
    }));
    await state.connection.update((view) => ({ ...view, reason: `no https://secret.example/a?t=${token}` }));
    // An older version may have written it.
    await state.log.update((log) => [
      ...log,
      { at: '', state: 'error', detail: `at https://secret.example/page with ${token}` },
    ]);
    const source = createStoredView(state);
    await source.load();
    const pages = (await state.followed.get()).map(({ url }) => new URL(url).host);
    const text = connectionReport(source.store.getState(), surroundings);
    for (const secret of [token, 'secret.example', ...pages]) expect(text).not.toContain(secret);
    expect(JSON.parse(text).settings.websocketUrl).toBe('another address');
  });

  it.each([
    [
      'http://127.0.0.1:8002',
      '',
      { named_by: 'server', protocol: 'http:', host: 'the same', port: '8002', path: 'the same' },
    ],
    [
      'http://127.0.0.1:8002',
      'https://secret.example/live',
      { named_by: 'settings', protocol: 'https:', host: 'another', port: 'the usual one', path: 'another' },
    ],
  ])('describes %s and %s without naming a host', async (socketUrl, websocketUrl, expected) => {
    const { state } = await createTestScreen('running');
    await state.server.update((server) => server && { ...server, url: 'http://127.0.0.1:8001', socketUrl });
    await state.settings.update((server) => ({ ...server, config: { ...server.config, websocketUrl } }));
    const source = createStoredView(state);
    await source.load();
    const text = connectionReport(source.store.getState(), surroundings);
    expect(JSON.parse(text).server.live_updates).toEqual(expected);
    for (const secret of ['127.0.0.1', 'secret.example', '/live']) expect(text).not.toContain(secret);
  });

  it('removes addresses and long secrets', () => {
    const around = fc.constantFrom('', ' ', '("', 'failed: ', '\n');
    fc.assert(
      fc.property(around, fc.webUrl(), around, (before, url, after) => {
        expect(redact(`${before}${url}${after}`)).not.toContain(new URL(url).host);
      }),
    );
    fc.assert(
      fc.property(around, fc.stringMatching(/^[A-Za-z0-9_-]{43}$/), (before, secret) => {
        expect(redact(`${before}${secret}.`)).not.toContain(secret.slice(0, 32));
      }),
    );
    for (const text of ['www.example.com/a', 'chrome-extension://abc/x', 'ftp://example.com/a']) {
      expect(redact(`see ${text} there`)).toBe('see ‹address› there');
    }
  });

  it('is copied, and shows when the browser does not allow it', async () => {
    const { show } = await createTestScreen('running');
    const copied: string[] = [];
    const writeText = vi.fn(async (text: string) => void copied.push(text));
    vi.stubGlobal('navigator', { userAgent: 'Chrome/156', clipboard: { writeText } });
    render(show(<ConnectionLogSection />));
    fireEvent.click(screen.getByTestId('copy-log'));
    expect(await screen.findByText('Copied')).toBeTruthy();
    expect(JSON.parse(copied[0] ?? '')).toMatchObject({ browser: 'Chrome/156', extension: '0.1.0' });
    writeText.mockRejectedValueOnce(new Error('denied'));
    fireEvent.click(screen.getByTestId('copy-log'));
    expect(await screen.findByText(/did not allow copying/)).toBeTruthy();
  });
});

it('each state that is logged has words', () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const sources = files.map((file) => readFileSync(`lib/${file}`, 'utf8')).join('\n');
  const calls = [...sources.matchAll(/\blog\.add\(([^,)]+)/g)].map((match) => match[1] ?? '');
  expect(calls.length).toBeGreaterThan(8);
  const states = calls.flatMap((call) => [...call.matchAll(/'(\w+)'/g)].map((match) => match[1]));
  for (const state of states.filter((name) => name !== 'pushed')) {
    for (const words of Object.values(screenWords)) expect(words).toHaveProperty([`log_state.${state}`]);
  }
});
