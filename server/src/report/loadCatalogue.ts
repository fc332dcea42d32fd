import { readFileSync } from 'node:fs';
import { type Catalogue, type CatalogueLanguage, parseCatalogue } from '@seo-live/protocol/catalogue';
import { parse } from 'yaml';

const folder = new URL('../../../protocol/catalogue/', import.meta.url);

/** Reads the texts of the checks. Throws when the texts of a check are missing. */
export const loadCatalogue = (language: CatalogueLanguage): Catalogue =>
  parseCatalogue(parse(readFileSync(new URL(`${language}.yaml`, folder), 'utf8')));
