import type { JobMessage } from '@seo-live/protocol';

/** Whether a time says where on earth it holds; without, it only orders. */
export const isZoned = (timestamp: string): boolean => /(?:Z|[+-]\d{2}:?\d{2})$/.test(timestamp);

/** When a message was written, as ISO text for people; one that does not say it was written when it came. */
export function shownTime({ timestamp, received_at }: JobMessage): string {
  return isZoned(timestamp) || typeof received_at !== 'string' ? timestamp : received_at;
}
