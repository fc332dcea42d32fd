import type { JobMessage } from '@seo-live/protocol';

/** Whether a time names its zone. Without a zone it can order messages, but not be shown. */
export const isZoned = (timestamp: string): boolean => /(?:Z|[+-]\d{2}:?\d{2})$/.test(timestamp);

/** When a message was written, as ISO text to show. Without a zone, the time of arrival is shown instead. */
export function shownTime({ timestamp, received_at }: JobMessage): string {
  return isZoned(timestamp) || typeof received_at !== 'string' ? timestamp : received_at;
}
