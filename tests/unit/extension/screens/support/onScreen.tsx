import type { ReactNode } from 'react';
import { ScreenProvider } from '@/components/ScreenContext';
import { createState } from '@/lib/state/createState';
import { createStoredView } from '@/lib/state/storedView';
import { type SeedName, seedState } from '../../../../support/seedStates';

type Changes = Record<string, { newValue?: unknown }>;

/** Browser storage in memory. */
function memoryArea(items: Record<string, unknown>) {
  const listeners = new Set<(changes: Changes) => void>();
  return {
    get: async (key: string) => (key in items ? { [key]: items[key] } : {}),
    async set(more: Record<string, unknown>) {
      Object.assign(items, more);
      const changes = Object.fromEntries(Object.entries(more).map(([key, newValue]) => [key, { newValue }]));
      for (const listener of listeners) listener(changes);
    },
    async remove(key: string) {
      delete items[key];
      for (const listener of listeners) listener({ [key]: {} });
    },
    onChanged: {
      addListener: (listener: (changes: Changes) => void) => void listeners.add(listener),
      removeListener: (listener: (changes: Changes) => void) => void listeners.delete(listener),
    },
  };
}

export interface Asked {
  name: string;
  data: unknown;
}

/** A screen over a named stored state; `answer` plays the background, `asked` is what it was sent. */
export async function createTestScreen(
  name: SeedName,
  answer: (name: string, data: unknown) => unknown = () => ({ ok: true, value: null }),
  language: 'en' | 'zh-TW' = 'en',
) {
  const seed = seedState(name, { language, now: new Date() });
  const state = createState({
    local: memoryArea({ ...seed.local }),
    session: memoryArea({ ...seed.session }),
  });
  const source = createStoredView(state);
  await source.load();
  const asked: Asked[] = [];
  const opened: string[] = [];
  const props = {
    source,
    browserLanguages: ['en-US'],
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

/** Words and formats only: for components that ask for nothing. */
export function onScreen(children: ReactNode) {
  const state = createState({ local: memoryArea({}), session: memoryArea({}) });
  return (
    <ScreenProvider
      source={createStoredView(state)}
      browserLanguages={['en-US']}
      sendMessage={async () => undefined}
      openPage={async () => undefined}
    >
      {children}
    </ScreenProvider>
  );
}
