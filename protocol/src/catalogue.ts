import { z } from 'zod/mini';

export const catalogueLanguages = ['en', 'zh-TW'] as const;
export type CatalogueLanguage = (typeof catalogueLanguages)[number];

/** Every check of this version, in the order of the catalogue. */
export const checkIds = [
  'http.client-error',
  'http.server-error',
  'redirect.chain',
  'redirect.loop',
  'redirect.needs-cookies',
  'robots.blocks-all',
  'robots.5xx',
  'index.noindex',
  'canonical.missing',
  'canonical.multiple',
  'canonical.to-error',
  'title.missing',
  'title.duplicate',
  'title.too-long',
  'title.too-short',
  'desc.missing',
  'desc.duplicate',
  'desc.too-long',
  'h1.missing',
  'h1.multiple',
  'content.thin',
  'content.duplicate-exact',
  'html.missing-lang',
  'html.invalid-lang',
  'sitemap.invalid',
  'link.broken-internal',
  'link.non-descriptive',
  'img.no-alt',
] as const;
export type CheckId = (typeof checkIds)[number];

const text = z.string().check(z.trim(), z.minLength(1));

/** The texts of one check: what is wrong, why it matters, what to do. */
export const checkTextsSchema = z.object({ title: text, why: text, how: text });
export type CheckTexts = z.infer<typeof checkTextsSchema>;

/** Texts by check id. A newer server may send an id that is not here; screens then show the id. */
export type Catalogue = Readonly<Record<string, CheckTexts | undefined>>;

const catalogueSchema = z.record(z.enum(checkIds), checkTextsSchema);

/**
 * Checks the parsed YAML of `catalogue/{en,zh-TW}.yaml`. Throws when a check is missing, unknown or without
 * text.
 */
export const parseCatalogue = (source: unknown): Catalogue => catalogueSchema.parse(source);
