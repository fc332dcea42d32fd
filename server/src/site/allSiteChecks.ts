import type { SiteCheck } from './defineSiteCheck.ts';
import { duplicateChecks } from './duplicateChecks.ts';
import { redirectChecks } from './redirectChecks.ts';
import { targetChecks } from './targetChecks.ts';

/** Worst first, so that a cancelled scan's short analysis spends its time on what matters most. */
export const allSiteChecks: readonly SiteCheck[] = [...targetChecks, ...redirectChecks, ...duplicateChecks];
