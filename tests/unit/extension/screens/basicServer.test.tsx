import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { WelcomeScreen } from '@/components/welcome/WelcomeScreen';
import { FAILED_UUID, UUID } from '../../../support/seeds/basicStates';
import { basicSeededKey } from '../../../support/seeds/seeder';
import type { SeedName } from '../../../support/seeds/seedStates';
import { startIntent } from '../support/messages';
import { createTestScreen } from './support/onScreen';

const popup = async (...asked: Parameters<typeof createTestScreen>) => {
  const world = await createTestScreen(...asked);
  render(world.show(<PopupScreen tab="https://example.com/" />));
  return world;
};

const refusedStart = (code: string) => startIntent({ problem: { code, final: true } });

describe('the popup with a basic server', () => {
  it('starts with the address only, without modes and options', async () => {
    const { asked } = await popup('basic-idle');
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Options', expanded: false })).toBeNull();
    fireEvent.click(screen.getByTestId('start'));
    await waitFor(() => expect(asked).toHaveLength(1));
    expect(asked[0]?.data).toEqual({ url: 'https://example.com/', mode: 'site', options: {} });
  });

  it('sends no request for a text without an id, and shows why', async () => {
    const { asked } = await popup('basic-idle');
    fireEvent.change(screen.getByTestId('follow-id'), { target: { value: 'two words' } });
    fireEvent.click(screen.getByTestId('follow'));
    expect(screen.getByRole('alert').textContent).toContain('This does not contain the id of a scan');
    expect(asked).toEqual([]);
    fireEvent.change(screen.getByTestId('follow-id'), { target: { value: UUID } });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('follows, empties the field, and announces the scan', async () => {
    const value = { key: basicSeededKey(UUID) };
    const { asked } = await popup('basic-idle', () => ({ ok: true, value }));
    fireEvent.change(screen.getByTestId('follow-id'), { target: { value: `http://a.example/jobs/${UUID}` } });
    fireEvent.click(screen.getByTestId('follow'));
    await screen.findByText(`Now following ${UUID}.`);
    expect(asked).toEqual([{ name: 'followScan', data: `http://a.example/jobs/${UUID}` }]);
    expect(screen.getByTestId<HTMLInputElement>('follow-id').value).toBe('');
  });

  it('keeps what is typed before the answer comes', async () => {
    let answer: (value: unknown) => void = () => undefined;
    await popup(
      'basic-idle',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const field = screen.getByTestId<HTMLInputElement>('follow-id');
    fireEvent.change(field, { target: { value: UUID } });
    fireEvent.click(screen.getByTestId('follow'));
    fireEvent.change(field, { target: { value: 'the-next-one' } });
    answer({ ok: true, value: { key: basicSeededKey(UUID) } });
    await screen.findByText(`Now following ${UUID}.`);
    expect(field.value).toBe('the-next-one');
  });

  it('has no form to start without a route for it, and shows where to start', async () => {
    await popup('basic-cannot-start');
    expect(screen.queryByTestId('start')).toBeNull();
    expect(screen.getByText(/This server does not start scans for this extension\. Start one/)).toBeTruthy();
    expect(screen.getByText('This server supports more now')).toBeTruthy();
  });

  it('offers to cancel, never to pause, and opens the timeline', async () => {
    const { opened } = await popup('basic-running');
    const row = within(screen.getAllByTestId('job').find(({ dataset }) => dataset.job?.endsWith(UUID))!);
    expect(row.queryByRole('button', { name: /Pause/ })).toBeNull();
    expect(row.getByRole('button', { name: /Cancel/ })).toBeTruthy();
    expect(row.getByTestId('progress-line').textContent).toBe('Checking links (132 of 310)');
    const ended = within(
      screen.getAllByTestId('earlier').find(({ dataset }) => dataset.job?.endsWith(FAILED_UUID))!,
    );
    expect(ended.getByText(/^TimeoutError/)).toBeTruthy();
    fireEvent.click(ended.getByRole('button', { name: /^Open the timeline of/ }));
    expect(opened).toEqual([`/report.html#${new URLSearchParams({ job: basicSeededKey(FAILED_UUID) })}`]);
  });

  it.each([
    ['en', 'Stop following', 'Keep following', /^Cancel/, 'It continues on its server'],
    ['zh-TW', '停止追蹤', '繼續追蹤', /^取消/, '掃描仍在伺服器上進行'],
  ] as const)(
    'stops following (%s) beside Cancel, and in its place where the server cannot, once that is confirmed',
    async (...row) => {
      const [language, leave, keep, cancel, words] = row;
      const refuses = (name: string) =>
        name === 'cancelScan' ? { ok: false, error: { code: 'cannot_cancel' } } : { ok: true, value: null };
      const { asked, state } = await popup('basic-running', refuses, language);
      const job = screen.getAllByTestId('job').find(({ dataset }) => dataset.job?.endsWith(UUID))!;
      const button = () => within(job).getByTestId('leave');
      const dialog = () => within(within(job).getByRole('dialog'));
      expect(button().title).toContain(words);
      fireEvent.click(within(job).getByRole('button', { name: cancel }));
      // The scan has run for long, so this asks first.
      fireEvent.click(dialog().getAllByRole('button').at(-1)!);
      await waitFor(() => expect(within(job).getByRole('alert')).toBeTruthy());
      await act(() => state.server.update((current) => current && { ...current, cancels: false }));
      await waitFor(() => expect(within(job).queryByRole('button', { name: cancel })).toBeNull());
      button().focus();
      fireEvent.click(button());
      expect(dialog().getByRole('heading').textContent).toContain(UUID);
      expect(dialog().getByTestId('job-id').textContent).toBe(UUID);
      fireEvent.keyDown(within(job).getByRole('dialog'), { key: 'Escape' });
      await waitFor(() => expect(within(job).queryByRole('dialog')).toBeNull());
      fireEvent.click(button());
      fireEvent.click(dialog().getByRole('button', { name: keep }));
      await waitFor(() => expect(within(job).queryByRole('dialog')).toBeNull());
      expect(asked).toHaveLength(1);
      fireEvent.click(button());
      fireEvent.click(dialog().getByRole('button', { name: leave }));
      await waitFor(() => expect(asked).toHaveLength(2));
      expect(asked[1]).toEqual({ name: 'dismiss', data: basicSeededKey(UUID) });
    },
  );

  it('offers to try a start again that was refused with the token', async () => {
    const { state, asked } = await popup('basic-idle');
    await act(() => state.intents.set([refusedStart('unauthorized')]));
    expect(await screen.findByRole('button', { name: 'Enter token' })).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('The server rejected the connection');
    expect(screen.getByRole('alert').textContent).not.toContain('reports');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked).toMatchObject([
      { name: 'startScan', data: { force: false } },
      { name: 'dismiss', data: 'i1' },
    ]);
  });

  it('does not offer to force a start that such a server would refuse again', async () => {
    const { state } = await popup('basic-idle');
    await state.intents.set([refusedStart('already_running')]);
    expect((await screen.findByRole('alert')).textContent).toContain('already');
    expect(screen.queryByRole('button', { name: 'Start anyway' })).toBeNull();
  });

  it('shows that the server needs another token', async () => {
    await popup('basic-unauthorized');
    expect(screen.getByRole('button', { name: 'Enter token' })).toBeTruthy();
  });
});

describe('connecting a server without a configuration', () => {
  const open = async (state: SeedName, code = 'no_such_route') => {
    const world = await createTestScreen(state, (name) =>
      name === 'probeServer' ? { ok: false, error: { code } } : { ok: true, value: null },
    );
    render(world.show(<WelcomeScreen invitation={null} again />));
    return world;
  };

  it('is offered, with a hidden token', async () => {
    const { asked } = await open('not-paired');
    expect(screen.queryByTestId('connect-basic')).toBeNull();
    fireEvent.click(screen.getByTestId('probe'));
    fireEvent.change(await screen.findByTestId('basic-token'), { target: { value: 'Bearer abc.def' } });
    expect(screen.getByTestId<HTMLInputElement>('basic-token').type).toBe('password');
    expect(screen.queryByTestId('code')).toBeNull();
    expect(screen.getByText(location.origin)).toBeTruthy();
    fireEvent.click(screen.getByTestId('connect-basic'));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toEqual({
      name: 'connectBasic',
      data: { url: 'http://127.0.0.1:8001', token: 'Bearer abc.def' },
    });
  });

  it('refuses a token that cannot be sent in a header', async () => {
    const { asked } = await open('not-paired');
    fireEvent.click(screen.getByTestId('probe'));
    for (const value of ['two words', 'jeton-é', '權杖']) {
      fireEvent.change(await screen.findByTestId('basic-token'), { target: { value } });
      fireEvent.click(screen.getByTestId('connect-basic'));
      expect(screen.getByRole('alert').textContent).toContain('A token contains no spaces');
    }
    expect(asked).toHaveLength(1);
  });

  it.each(['network', 'bad_answer', 'timeout'])('is not offered after %s', async (code) => {
    await open('not-paired', code);
    fireEvent.click(screen.getByTestId('probe'));
    await screen.findByRole('alert');
    expect(screen.queryByTestId('connect-basic')).toBeNull();
  });

  it.each(['bad_answer', 'forbidden'])(
    'is a second choice after %s, which the person makes',
    async (code) => {
      const { asked } = await open('not-paired', code);
      fireEvent.click(screen.getByTestId('probe'));
      await screen.findByRole('alert');
      expect(screen.getByTestId('code')).toBeTruthy();
      fireEvent.click(screen.getByTestId('offer-basic'));
      expect(screen.queryByTestId('code')).toBeNull();
      expect(screen.getByText(/^Its \/api\/config is not one that this extension knows/)).toBeTruthy();
      expect(document.activeElement).toBe(screen.getByTestId('basic-token'));
      fireEvent.click(screen.getByTestId('connect-basic'));
      await waitFor(() => expect(asked).toHaveLength(2));
      expect(asked[1]).toEqual({ name: 'connectBasic', data: { url: 'http://127.0.0.1:8001', token: '' } });
      fireEvent.change(screen.getByTestId('server'), { target: { value: 'http://127.0.0.1:9999' } });
      expect(screen.queryByTestId('connect-basic')).toBeNull();
    },
  );

  it.each(['network', 'timeout', 'unavailable'])('cannot be chosen after %s', async (code) => {
    await open('not-paired', code);
    fireEvent.click(screen.getByTestId('probe'));
    await screen.findByRole('alert');
    expect(screen.queryByTestId('offer-basic')).toBeNull();
  });

  it('asks for the token at once when it is connected again, unless the address changes', async () => {
    await open('basic-unauthorized');
    expect(screen.getByTestId('connect-basic')).toBeTruthy();
    fireEvent.change(screen.getByTestId('server'), { target: { value: 'http://127.0.0.1:9999' } });
    expect(screen.queryByTestId('connect-basic')).toBeNull();
  });
});
