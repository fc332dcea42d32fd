import type { Translate } from '@/lib/i18n';
import { screenWords } from '@/lib/i18n/screenWords';
import { harmless } from '../shared/PageText';

export interface FailureWords {
  title: string;
  text: string;
}

type Say = (key: keyof ScreenWords, parameters: Record<string, string>) => string;

/** Codes are open: a newer server may answer one that has no words yet, which is then named. */
function wordsOf(t: Translate<ScreenWords>, group: string, code: string, host: string): FailureWords {
  const known = Object.hasOwn(screenWords.en, `${group}.${code}.title`);
  const name = known ? code : 'unknown';
  const parameters = { code: harmless(code, 64), host };
  return {
    title: (t as Say)(`${group}.${name}.title` as keyof ScreenWords, parameters),
    text: (t as Say)(`${group}.${name}.text` as keyof ScreenWords, parameters),
  };
}

/** What happened, what is safe, what to do: for a request that was refused or did not arrive. */
export const requestWords = (t: Translate<ScreenWords>, code: string): FailureWords =>
  wordsOf(t, 'failure', code, '');

/** The same for a scan that ended without a report. */
export const scanWords = (t: Translate<ScreenWords>, code: string, host: string): FailureWords =>
  wordsOf(t, 'scan_failure', code, host);
