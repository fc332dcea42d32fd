import type { Translate } from '@/lib/i18n';
import { screenWords } from '@/lib/i18n/screenWords';
import { harmless } from '../shared/PageText';

export interface FailureWords {
  title: string;
  text: string;
}

type ComposedWords = (key: keyof ScreenWords, parameters: Record<string, string>) => string;

/** A newer server may send a code that has no words here. Then the words name the code. */
function wordsOf(t: Translate<ScreenWords>, group: string, code: string, host: string): FailureWords {
  const known = Object.hasOwn(screenWords.en, `${group}.${code}.title`);
  const name = known ? code : 'unknown';
  const parameters = { code: harmless(code, 64), host };
  return {
    title: (t as ComposedWords)(`${group}.${name}.title` as keyof ScreenWords, parameters),
    text: (t as ComposedWords)(`${group}.${name}.text` as keyof ScreenWords, parameters),
  };
}

/** What happened, what still works, what to do: for a request that was refused or did not arrive. */
export const requestWords = (t: Translate<ScreenWords>, code: string): FailureWords =>
  wordsOf(t, 'failure', code, '');

/** The same for a scan that ended without a report. */
export const scanWords = (t: Translate<ScreenWords>, code: string, host: string): FailureWords =>
  wordsOf(t, 'scan_failure', code, host);
