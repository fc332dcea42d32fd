import { canonicalChecks } from './canonicals.ts';
import { contentChecks } from './content.ts';
import type { PageCheck } from './defineCheck.ts';
import { descriptionChecks } from './descriptions.ts';
import { headingChecks } from './headings.ts';
import { httpChecks } from './http.ts';
import { imageChecks } from './images.ts';
import { indexingChecks } from './indexing.ts';
import { languageChecks } from './language.ts';
import { linkChecks } from './links.ts';
import { titleChecks } from './titles.ts';

export const allPageChecks: readonly PageCheck[] = [
  ...httpChecks,
  ...indexingChecks,
  ...canonicalChecks,
  ...titleChecks,
  ...descriptionChecks,
  ...headingChecks,
  ...contentChecks,
  ...languageChecks,
  ...linkChecks,
  ...imageChecks,
];
