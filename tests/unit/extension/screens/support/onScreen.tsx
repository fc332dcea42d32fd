import { configure } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ScreenProvider } from '@/components/screen/ScreenProvider';
import { createState } from '@/lib/state/createState';
import { createStoredView } from '@/lib/state/createStoredView';
import { type SeedName, seedState } from '../../../../support/seeds/seedStates';
import { createMemoryArea } from '../../support/createMemoryArea';

// On a machine that is busy with other tests, a screen needs more than the second that is the default.
configure({ asyncUtilTimeout: 10_000 });

export interface Asked {
  name: string;
  data: unknown;
}

const abilities = {
  keepsNotifications: true,
  panelNeedsPermission: true,
  allowHost: async () => true,
  consentToTelemetry: async () => true,
};

/** A screen over a named stored state. `answer` replaces the background; `asked` lists the messages to it. */
export async function createTestScreen(
  name: SeedName,
  answer: (name: string, data: unknown) => unknown = (asks) =>
    asks === 'probeServer' ? { ok: false, error: { code: 'network' } } : { ok: true, value: null },
  language: 'en' | 'zh-TW' = 'en',
) {
  const seed = seedState(name, { language, now: new Date() });
  const state = createState({
    local: createMemoryArea(seed.local).area,
    session: createMemoryArea(seed.session).area,
  });
  const source = createStoredView(state);
  await source.load();
  const asked: Asked[] = [];
  const opened: string[] = [];
  const props = {
    source,
    browserLanguages: ['en-US'],
    version: '0.1.0',
    abilities,
    sendMessage: async (message: never, data: never) => {
      asked.push({ name: message, data });
      return answer(message, data);
    },
    openPage: async (path: string) => void opened.push(path),
  };
  return {
    state,
    asked,
    opened,
    show: (children: ReactNode) => <ScreenProvider {...props}>{children}</ScreenProvider>,
  };
}

/** Words and formats only, for components that send no messages. */
export function onScreen(children: ReactNode) {
  const state = createState({ local: createMemoryArea().area, session: createMemoryArea().area });
  return (
    <ScreenProvider
      source={createStoredView(state)}
      browserLanguages={['en-US']}
      version="0.1.0"
      abilities={abilities}
      sendMessage={async () => undefined}
      openPage={async () => undefined}
    >
      {children}
    </ScreenProvider>
  );
}
