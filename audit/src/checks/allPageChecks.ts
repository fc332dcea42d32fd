import { canonicalChecks } from './canonicalChecks.ts';
import { contentChecks } from './contentChecks.ts';
import type { PageCheck } from './defineCheck.ts';
import { descriptionChecks } from './descriptionChecks.ts';
import { headingChecks } from './headingChecks.ts';
import { httpChecks } from './httpChecks.ts';
import { imageChecks } from './imageChecks.ts';
import { indexingChecks } from './indexingChecks.ts';
import { languageChecks } from './languageChecks.ts';
import { linkChecks } from './linkChecks.ts';
import { titleChecks } from './titleChecks.ts';

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
