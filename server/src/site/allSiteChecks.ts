import { canonicalSiteChecks } from './canonicalSiteChecks.ts';
import type { SiteCheck } from './defineSiteCheck.ts';
import { duplicateChecks } from './duplicateChecks.ts';
import { errorChecks } from './errorChecks.ts';
import { redirectChecks } from './redirectChecks.ts';
import { robotsChecks } from './robotsChecks.ts';
import { sitemapChecks } from './sitemapChecks.ts';
import { targetChecks } from './targetChecks.ts';

/** Worst severity first, because the analysis of a cancelled scan has little time. */
export const allSiteChecks: readonly SiteCheck[] = [
  ...robotsChecks,
  ...errorChecks,
  ...targetChecks,
  ...redirectChecks,
  ...sitemapChecks,
  ...duplicateChecks,
  ...canonicalSiteChecks,
];
