import { catalogueLanguages, checkIds, parseCatalogue } from '@seo-live/protocol/catalogue';
import { describe, expect, it } from 'vitest';
import { allPageChecks } from '../../../audit/src/checks/allPageChecks.ts';
import { loadCatalogue } from '../../../server/src/report/loadCatalogue.ts';
import { allSiteChecks } from '../../../server/src/site/allSiteChecks.ts';

const built = [...allPageChecks, ...allSiteChecks].map(({ id }) => id);

it('has exactly the checks of the code', () => {
  expect([...built].sort()).toEqual([...checkIds].sort());
  expect(new Set(built).size).toBe(28);
});

describe.each(catalogueLanguages)('%s', (language) => {
  it('has texts for every check', () => {
    const catalogue = loadCatalogue(language);
    expect(Object.keys(catalogue)).toEqual([...checkIds]);
    for (const texts of Object.values(catalogue))
      for (const words of Object.values(texts ?? {})) expect(words.trim()).not.toBe('');
  });
});

it('writes Chinese with full-width punctuation and spaces around Latin words', () => {
  for (const texts of Object.values(loadCatalogue('zh-TW')))
    for (const words of Object.values(texts ?? {})) {
      expect(words).not.toMatch(/\p{sc=Han}[,;:!?()]|[,;!?()]\p{sc=Han}/u);
      expect(words).not.toMatch(/\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}/u);
    }
});

it('refuses a catalogue without a check or without its texts', () => {
  const { 'img.no-alt': _, ...rest } = loadCatalogue('en');
  expect(() => parseCatalogue(rest)).toThrow();
  expect(() => parseCatalogue({ ...rest, 'img.no-alt': { title: ' ', why: 'x', how: 'x' } })).toThrow();
});
