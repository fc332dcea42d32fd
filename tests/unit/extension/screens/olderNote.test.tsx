import { act, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { OptionsScreen } from '@/components/options/OptionsScreen';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { ReportScreen } from '@/components/report/ReportScreen';
import { seededKey } from '../../../support/seeds/seeder';
import type { SeedName } from '../../../support/seeds/seedStates';
import { sampleAnswers } from '../../../support/stage/sampleReport';
import { createTestScreen } from './support/onScreen';

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined;
});
const popup = <PopupScreen tab={null} />;
const title = 'This extension is older than the server';
const failed = (code: string) => ({ ok: false, error: { code } });

/** The server answers with `version`, and with the id of the paired server unless another is given. */
async function open(
  children: ReactNode,
  seed: SeedName,
  { version, id = 'srv_demo', ...more }: { version: string; id?: string; fetchReport?: unknown },
  language: 'en' | 'zh-TW' = 'en',
) {
  const config = { ...sampleAnswers.probeServer.value, version, server_id: id };
  const answers: Record<string, unknown> = {
    ...sampleAnswers,
    ...more,
    probeServer: { ok: true, value: config },
  };
  const world = await createTestScreen(seed, (name) => answers[name] ?? { ok: true, value: null }, language);
  render(world.show(children));
  const asked = () => world.asked.filter(({ name }) => name === 'probeServer').map(({ data }) => data);
  return { ...world, probed: asked };
}

describe('an extension that is older than its server', () => {
  it.each([
    ['en', title, 'The server has version 0.2.0 and this extension 0.1.0'],
    ['zh-TW', '這個擴充功能比伺服器舊', '伺服器是 0.2.0 版，擴充功能是 0.1.0 版'],
  ] as const)('is shown on the options page, with the current version: %s', async (language, words, text) => {
    const { probed } = await open(<OptionsScreen />, 'idle', { version: '0.2.0' }, language);
    expect((await screen.findByText(words)).closest('.note')?.textContent).toContain(text);
    expect(document.querySelector('#server .facts')?.textContent).toContain('0.2.0');
    expect(probed()).toEqual(['http://127.0.0.1:8001']);
  });

  it.each(['0.1.7', '0.0.9', 'development'])('is not shown for a server of version %s', async (version) => {
    await open(<OptionsScreen />, 'idle', { version });
    await waitFor(() => expect(document.querySelector('#server .facts')?.textContent).toContain(version));
    expect(screen.queryByText(title)).toBeNull();
  });

  it('is not shown when another server answers at the address', async () => {
    const { probed } = await open(<OptionsScreen />, 'idle', { version: '9.0.0', id: 'srv_other' });
    await waitFor(() => expect(probed()).toHaveLength(1));
    // Waits until the answer is painted.
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(document.querySelector('#server .facts')?.textContent).toContain('0.1.0');
    expect(screen.queryByText(title)).toBeNull();
  });

  it('is shown in the popup at a request that was not understood', async () => {
    await open(popup, 'not-our-server', { version: '0.2.0' });
    expect(await screen.findByText(title)).toBeTruthy();
  });

  it.each(['bad_answer', 'invalid_request'])('is shown at a start that was refused with %s', async (code) => {
    const { state } = await open(popup, 'starting', { version: '0.2.0' });
    await state.intents.update((current) =>
      current.map((intent) => ({ ...intent, problem: { code, final: true } })),
    );
    expect(await screen.findByText(title)).toBeTruthy();
  });

  it.each(['running', 'idle', 'unreachable', 'already-running', 'polling'] as const)(
    'is neither requested nor shown in the popup without a problem: %s',
    async (seed) => {
      const { probed } = await open(popup, seed, { version: '0.2.0' });
      expect(probed()).toEqual([]);
      expect(screen.queryByText(title)).toBeNull();
    },
  );

  it('is shown at a report that cannot be read', async () => {
    location.hash = `#job=${encodeURIComponent(seededKey('j_shop'))}`;
    await open(<ReportScreen />, 'idle', { version: '0.2.0', fetchReport: failed('bad_answer') });
    expect(await screen.findByText(title)).toBeTruthy();
  });
});
