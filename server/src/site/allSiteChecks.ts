import type { SiteCheck } from './defineSiteCheck.ts';
import { duplicateChecks } from './duplicates.ts';
import { redirectChecks } from './redirects.ts';
import { targetChecks } from './targets.ts';

/** Worst first, so that a cancelled scan's short analysis spends its time on what matters most. */
export const allSiteChecks: readonly SiteCheck[] = [...targetChecks, ...redirectChecks, ...duplicateChecks];
