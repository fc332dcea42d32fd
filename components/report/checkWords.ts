import en from '@/protocol/catalogue/en.yaml';
import zhTw from '@/protocol/catalogue/zh-TW.yaml';
import { useScreen } from '../screen/ScreenProvider';

const catalogues = { en, 'zh-TW': zhTw };

export interface CheckWords {
  title: string;
  why: string;
  how: string;
}

/** Texts of a check. A check of a newer server may have none; then its id is the title. */
export function useCheckWords(): (check: string) => CheckWords {
  const { locale } = useScreen();
  const words = catalogues[locale];
  const text = (key: string): string => {
    const entry = Object.hasOwn(words, key) ? words[key] : '';
    return typeof entry === 'string' ? entry : '';
  };
  return (check) => ({
    title: text(`${check}.title`) || check,
    why: text(`${check}.why`),
    how: text(`${check}.how`),
  });
}

const families: Record<string, string> = {
  desc: 'title',
  meta: 'title',
  h1: 'content',
  heading: 'content',
  html: 'content',
  arch: 'link',
  picture: 'img',
  media: 'img',
  og: 'schema',
  twitter: 'schema',
};

const named = new Set([
  'http',
  'redirect',
  'index',
  'robots',
  'canonical',
  'title',
  'content',
  'link',
  'url',
  'sitemap',
  'hreflang',
  'img',
  'schema',
  'sec',
] as const);
type Named = typeof named extends Set<infer T> ? T : never;
export type Family = Named | 'other';

/** The family of a check; `desc.missing` belongs to `title`. */
export function familyOf(check: string): Family {
  const prefix = check.split('.', 1)[0] ?? '';
  const family = families[prefix] ?? prefix;
  return named.has(family as Named) ? (family as Family) : 'other';
}
