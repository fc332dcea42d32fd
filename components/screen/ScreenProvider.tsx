import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { chooseLocale, createTranslator, type Locale, type Translate } from '@/lib/i18n';
import { quotedNumbers } from '@/lib/i18n/quotedNumbers';
import { screenWords } from '@/lib/i18n/screenWords';
import type { Answer, Messages } from '@/lib/messages';
import type { StoredView, StoredViewSource } from '@/lib/state/createStoredView';
import { createFormats, type Formats } from './createFormats';

/** Sends a message to the background. A failure is an answer with a code; the promise never rejects. */
export type Send = <K extends keyof Messages>(
  name: K,
  ...data: Parameters<Messages[K]>
) => Promise<ReturnType<Messages[K]>>;

/** The functions of the browser that a screen needs, except storage and messages. */
export interface Abilities {
  /** Whether the browser can keep a notification until it is dismissed. */
  keepsNotifications: boolean;
  panelNeedsPermission: boolean;
  /** Asks for access to a server; works only in a click handler. False: refused, or no address. */
  allowHost: (server: string) => Promise<boolean>;
  /** Opens the browser's own consent dialog, if it has one; works only in a click handler. False: refused. */
  consentToTelemetry: (wished: boolean) => Promise<boolean>;
}

export interface ScreenProps {
  source: StoredViewSource;
  /** The function of the messaging library. It rejects when the background does not listen. */
  sendMessage: (name: never, data: never) => Promise<unknown>;
  browserLanguages: readonly string[];
  openPage: (path: string) => Promise<void>;
  abilities: Abilities;
  /** Version of the extension. */
  version: string;
}

interface Screen {
  source: StoredViewSource;
  send: Send;
  openPage: (path: string) => void;
  abilities: Abilities;
  version: string;
  locale: Locale;
  t: Translate<ScreenWords>;
  f: Formats;
}

const Context = createContext<Screen | null>(null);

const noBackground: Answer<never> = { ok: false, error: { code: 'no_background' } };

/** Gives components words, formats, the stored state, and a way to send messages to the background. */
export function ScreenProvider({ children, ...props }: ScreenProps & { children: ReactNode }) {
  const { source, sendMessage, browserLanguages, openPage, abilities, version } = props;
  const language = useStore(source.store, (view) => view.settings.language);
  const screen = useMemo((): Screen => {
    const locale = chooseLocale(language, browserLanguages);
    const send = async (name: string, data?: unknown) =>
      (await sendMessage(name as never, data as never).catch(() => noBackground)) ?? noBackground;
    return {
      source,
      send: send as Send,
      openPage: (path) => void openPage(path),
      abilities,
      version,
      locale,
      t: createTranslator<ScreenWords>(screenWords[locale], locale, quotedNumbers),
      f: createFormats(locale, browserLanguages),
    };
  }, [source, sendMessage, browserLanguages, openPage, abilities, version, language]);

  useEffect(() => {
    document.documentElement.lang = screen.locale;
  }, [screen.locale]);

  return <Context value={screen}>{children}</Context>;
}

export function useScreen(): Screen {
  const screen = useContext(Context);
  if (!screen) throw new Error('useScreen needs a ScreenProvider above it.');
  return screen;
}

/** A list made of the stored state; the component renders again only when one of its items changes. */
export function useStoredList<T>(select: (view: StoredView) => T[]): T[] {
  return useStore(useScreen().source.store, useShallow(select));
}

/** A part of the stored state. The component renders again only when that part changes. */
export function useStored<T>(select: (view: StoredView) => T): T {
  return useStore(useScreen().source.store, select);
}
