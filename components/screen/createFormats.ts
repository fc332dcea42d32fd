import type { Locale } from '@/lib/i18n';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** The units as the texts write them. Intl has other short forms in English: sec, hr. */
const units = {
  en: { second: 's', minute: 'min', hour: 'h' },
  'zh-TW': { second: '秒', minute: '分鐘', hour: '小時' },
} as const;

/** The browser's region for this language: in some regions of English, dates begin with the day. */
const regional = (locale: Locale, browserLanguages: readonly string[]): string =>
  browserLanguages.find((language) => language.toLowerCase().startsWith(locale.toLowerCase())) ?? locale;

/** Numbers, dates, durations and pairs of sentences as the language writes them. Times are ISO text. */
export function createFormats(locale: Locale, browserLanguages: readonly string[]) {
  const region = regional(locale, browserLanguages);
  const whole = new Intl.NumberFormat(region, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(region, { maximumFractionDigits: 1 });
  const oneDigit = new Intl.NumberFormat(region, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = new Intl.DateTimeFormat(region, { timeStyle: 'medium', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(region, { month: 'short', day: 'numeric' });
  const full = new Intl.DateTimeFormat(region, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const relative = new Intl.RelativeTimeFormat(region, { numeric: 'auto', style: 'narrow' });
  const unit = (value: number, name: keyof (typeof units)[Locale]) =>
    `${whole.format(value)} ${units[locale][name]}`;
  const gap = locale === 'zh-TW' ? '' : ' ';
  const dated = (iso: string, format: Intl.DateTimeFormat) => {
    const at = Date.parse(iso);
    return Number.isNaN(at) ? '–' : format.format(at);
  };

  return {
    count: (value: number) => whole.format(value),
    decimal: (value: number) => tenths.format(value),
    /** Points lost, with the minus sign U+2212. */
    points: (value: number) => {
      if (value === 0) return '0';
      const size = Math.abs(value);
      // Rounded, a smaller loss would read as none.
      return size < 0.05 ? `<${oneDigit.format(0.1)}` : `−${oneDigit.format(size)}`;
    },
    percent: (value: number) => `${whole.format(Math.floor(value))}%`,
    time: (iso: string) => dated(iso, time),
    seconds: (iso: string) => dated(iso, seconds),
    date: (iso: string) => dated(iso, full),
    /** A day without a time, given as YYYY-MM-DD. */
    day: (iso: string) => dated(`${iso}T12:00`, day),
    /** With milliseconds, for the log: 12:04:51.208. */
    precise: (iso: string) => `${dated(iso, seconds)}.${iso.slice(20, 23).padEnd(3, '0')}`,
    /** Null under a minute, because Intl writes 現在 (now) for it in Chinese; the caller has better words. */
    ago(iso: string, now: number): string | null {
      const past = (Date.parse(iso) - now) / 1000;
      if (Number.isNaN(past)) return '–';
      if (past > -MINUTE) return null;
      if (past > -HOUR) return relative.format(Math.trunc(past / MINUTE), 'minute');
      if (past > -DAY) return relative.format(Math.trunc(past / HOUR), 'hour');
      if (past > -2 * DAY) return relative.format(-1, 'day');
      return day.format(Date.parse(iso));
    },
    duration(ms: number): string {
      const total = Math.max(0, Math.round(ms / 1000));
      if (total < MINUTE) return unit(total, 'second');
      const minutes = Math.floor(total / MINUTE);
      if (total < HOUR) return `${unit(minutes, 'minute')} ${unit(total % MINUTE, 'second')}`;
      return `${unit(Math.floor(total / HOUR), 'hour')} ${unit(minutes % MINUTE, 'minute')}`;
    },
    /** The largest whole unit: 5 s, 5 min, 1 h. */
    interval(ms: number): string {
      const total = Math.max(1, Math.round(ms / 1000));
      if (total < MINUTE) return unit(total, 'second');
      return total < HOUR
        ? unit(Math.round(total / MINUTE), 'minute')
        : unit(Math.round(total / HOUR), 'hour');
    },
    /** 31–44, or one number when both ends are written the same. */
    range: (from: number, to: number) =>
      whole.format(from) === whole.format(to)
        ? whole.format(to)
        : `${whole.format(from)}–${whole.format(to)}`,
    /** Between two sentences, or after a colon. Chinese has no blank there. */
    gap,
    /** Sentences in a row; those that are missing are left out. */
    sentences: (...parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(gap),
  };
}
export type Formats = ReturnType<typeof createFormats>;
