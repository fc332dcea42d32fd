import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { OptionsScreen } from '@/components/options/OptionsScreen';
import { WelcomeScreen } from '@/components/welcome/WelcomeScreen';
import { sampleAnswers } from '../../../support/stage/sampleReport';
import { server } from '../support/messages';
import { createTestScreen } from './support/onScreen';

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined;
});

const config = {
  enableWebSocket: true,
  websocketUrl: '',
  fallbackPollingInterval: 5000,
  maxReconnectAttempts: 5,
};
const tokens = [
  {
    id: 't1',
    client_name: 'Here',
    created_at: '2026-11-19T09:12:00.000Z',
    last_used_at: null,
    current: true,
  },
  {
    id: 't2',
    client_name: 'There',
    created_at: '2026-11-19T09:12:00.000Z',
    last_used_at: null,
    current: false,
  },
];
const answer = (name: string, data: unknown): unknown => {
  if (name === 'listTokens') return { ok: true, value: { tokens } };
  if (name === 'probeServer') return sampleAnswers.probeServer;
  if (name === 'saveConfig') return { ok: true, value: { ...config, ...(data as object) } };
  return { ok: true, value: null };
};

describe('the welcome page', () => {
  it('asks for a code of the server that refused the token', async () => {
    const world = await createTestScreen('running');
    const url = 'https://scan.example.com';
    await world.state.server.update((server) => server && { ...server, url });
    render(world.show(<WelcomeScreen invitation={null} again />));
    expect(screen.queryByTestId('connected')).toBeNull();
    expect(screen.getByTestId<HTMLInputElement>('server').value).toBe(url);
  });

  const open = async (invitation: { server: string; code: string } | null, pair: unknown) => {
    const world = await createTestScreen('not-paired', (name) =>
      name === 'pairWithServer' ? pair : answer(name, null),
    );
    render(world.show(<WelcomeScreen invitation={invitation} again={false} />));
    return world;
  };

  it('moves the focus to what comes next', async () => {
    const { state } = await open(null, { ok: true, value: null });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('code')));
    fireEvent.change(screen.getByTestId('code'), { target: { value: 'k7qm 3fxa' } });
    fireEvent.click(screen.getByTestId('connect'));
    await state.server.set(server);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('connected')));
  });

  it('fills the form from a link, shows the host, and sends no request', async () => {
    const { asked } = await open({ server: 'https://evil.example', code: 'ABCD2345' }, null);
    expect(screen.getByTestId<HTMLInputElement>('server').value).toBe('https://evil.example');
    expect(screen.getByTestId<HTMLInputElement>('code').value).toBe('ABCD-2345');
    expect(screen.getByText('evil.example')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('pairs with address and code when the button is pressed, and not before', async () => {
    const { asked } = await open(null, { ok: false, error: { code: 'pairing_refused' } });
    fireEvent.click(screen.getByTestId('connect'));
    expect(screen.getByRole('alert').textContent).toContain('8 letters and digits');
    fireEvent.change(screen.getByTestId('code'), { target: { value: 'k7qm 3fxa' } });
    fireEvent.click(screen.getByTestId('connect'));
    await waitFor(() =>
      expect(asked).toEqual([
        { name: 'pairWithServer', data: { url: 'http://127.0.0.1:8001', code: 'K7QM3FXA' } },
      ]),
    );
    expect((await screen.findByRole('alert')).textContent).toContain('The code was not accepted');
  });

  it('reads a pasted pairing string, and sends no request', async () => {
    const { asked } = await open(null, null);
    const clipboardData = { getData: () => 'seolive:https://scan.example.com#K7QM-3FXA' };
    fireEvent.paste(screen.getByTestId('code'), { clipboardData });
    expect(screen.getByTestId<HTMLInputElement>('server').value).toBe('https://scan.example.com');
    expect(screen.getByTestId<HTMLInputElement>('code').value).toBe('K7QM-3FXA');
    expect(asked).toEqual([]);
  });

  it('shows why http is refused outside this computer', async () => {
    await open(
      { server: 'http://scan.example.com', code: 'ABCD2345' },
      { ok: false, error: { code: 'https_required' } },
    );
    fireEvent.click(screen.getByTestId('connect'));
    expect((await screen.findByText(/must begin with https/)).textContent).toBeTruthy();
  });
});

describe('the options page', () => {
  const open = async (name: 'idle' | 'not-paired' = 'idle') => {
    const world = await createTestScreen(name, answer);
    render(world.show(<OptionsScreen />));
    return world;
  };
  it.each(['#quality', '#promises'])('scrolls to connection quality for the link %s', async (hash) => {
    const shown: string[] = [];
    const original = HTMLElement.prototype.scrollIntoView;
    HTMLElement.prototype.scrollIntoView = function scrolled() {
      shown.push(this.id);
    };
    location.hash = hash;
    try {
      await open();
      expect(shown).toEqual(['quality']);
      const link = screen.getByRole('link', { name: 'Connection quality' });
      expect(link.getAttribute('aria-current')).toBe('true');
    } finally {
      location.hash = '';
      HTMLElement.prototype.scrollIntoView = original;
    }
  });

  const saved = (asked: { name: string; data: unknown }[]) =>
    asked.filter(({ name }) => name === 'saveConfig');

  it('saves the four values', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('switch', { name: 'Live updates' }));
    await waitFor(() => expect(saved(asked)[0]?.data).toEqual({ enableWebSocket: false }));
    fireEvent.change(screen.getByTestId('interval'), { target: { value: '10,000' } });
    fireEvent.change(screen.getByTestId('attempts'), { target: { value: '3' } });
    fireEvent.click(screen.getByTestId('save'));
    await waitFor(() =>
      expect(saved(asked)[1]?.data).toEqual({
        websocketUrl: '',
        fallbackPollingInterval: 10_000,
        maxReconnectAttempts: 3,
      }),
    );
    expect(await screen.findByText('Saved')).toBeTruthy();
  });

  it('shows which values are allowed, and saves no others', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByTestId('interval'), { target: { value: '10' } });
    expect(screen.getByRole('alert').textContent).toContain('1,000');
    fireEvent.click(screen.getByTestId('save'));
    expect(saved(asked)).toEqual([]);
  });

  it('shows in the empty address field which address is used', async () => {
    const { state } = await open();
    const placeholder = () => screen.getByTestId<HTMLInputElement>('websocket-url').placeholder;
    const { url } = (await state.server.get()) ?? {};
    expect(placeholder()).toBe(url);
    await state.server.update((current) => current && { ...current, socketUrl: 'http://127.0.0.1:8002' });
    await waitFor(() => expect(placeholder()).toBe('http://127.0.0.1:8002'));
  });

  it('sends the token to another host only after asking with its name', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByTestId('websocket-url'), { target: { value: 'wss://evil.example/x' } });
    fireEvent.click(screen.getByTestId('save'));
    expect(saved(asked)).toEqual([]);
    expect(screen.getByRole('dialog').textContent).toContain('evil.example');
    fireEvent.click(screen.getByRole('button', { name: 'Use evil.example' }));
    await waitFor(() =>
      expect(saved(asked)[0]?.data).toMatchObject({ websocketUrl: 'wss://evil.example/x' }),
    );
  });

  it('revokes the token of another browser after asking, and never offers it for this one', async () => {
    const { asked } = await open();
    expect(await screen.findByText('There')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Revoke the token of Here' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Revoke the token of There' }));
    expect(asked.some(({ name }) => name === 'revokeToken')).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(asked).toContainEqual({ name: 'revokeToken', data: 't2' }));
  });

  it('shows the log newest first, in words', async () => {
    await open();
    const states = [...document.querySelectorAll('#log tbody tr td:nth-child(2)')].map(
      (cell) => cell.textContent,
    );
    expect(states).toEqual(['live', 'connecting (3)', 'waiting (2)', 'refused', 'lost', 'live']);
  });

  it('chooses the language', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('radio', { name: '繁體中文' }));
    await waitFor(() => expect(asked).toContainEqual({ name: 'saveLanguage', data: 'zh-TW' }));
  });

  it('offers to connect a server when there is none', async () => {
    const { opened } = await open('not-paired');
    fireEvent.click(screen.getByRole('button', { name: 'Connect a server' }));
    expect(opened).toEqual(['/welcome.html#again']);
  });
});
