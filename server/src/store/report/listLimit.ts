import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from '@seo-live/protocol';

/** Rows of one answer: the number asked for, within the contract's bounds. */
export const listLimit = (asked: number | undefined): number =>
  Math.min(MAX_LIST_LIMIT, Math.max(1, Math.floor(asked ?? DEFAULT_LIST_LIMIT)));
