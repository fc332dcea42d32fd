import {
  LATENCY_BUCKETS_MS,
  MAX_PATTERN_LENGTH,
  MAX_PATTERNS,
  MAX_URL_LENGTH,
  PAIRING_CODE_LENGTH,
  PAIRING_CODE_MINUTES,
  pageWeights,
} from '@seo-live/protocol';
import { LOG_ENTRIES } from '../state/connectionLog';
import {
  CONNECTED_TARGET,
  LATENCY_TARGET_MS,
  LATENCY_TARGET_SHARE,
  POLLED_TARGET,
} from '../state/connectionQuality';
import { CONNECT_PAUSES_S } from '../state/connectPauses';
import { INTENT_EXPIRES_HOURS } from '../state/intent';
import { LONGEST_JOB_ID } from '../state/jobId';
import { MEASURED_DAYS } from '../state/measured';
import { ANSWER_WITHIN_MS } from '../state/socketTest';
import { GIVEN_UP_AFTER_DAYS, tryEveryMs } from '../state/tryEveryMs';

/** Exact for shares of whole percent. */
const percent = (share: number): number => Math.round(share * 100);

/**
 * Numbers of the code that texts quote, by the name they have in a text: `{MAX_URL_LENGTH}`. A text that
 * spells a number out would go on saying it after the code has changed.
 */
export const quotedNumbers = {
  MAX_URL_LENGTH,
  MAX_PATTERNS,
  MAX_PATTERN_LENGTH,
  LONGEST_JOB_ID,
  PAIRING_CODE_LENGTH,
  PAIRING_CODE_MINUTES,
  INTENT_EXPIRES_HOURS,
  GIVEN_UP_AFTER_DAYS,
  ALARM_SECONDS: (tryEveryMs(0) ?? 0) / 1000,
  LONGEST_PAUSE_SECONDS: Math.max(...CONNECT_PAUSES_S),
  ANSWER_WITHIN_SECONDS: ANSWER_WITHIN_MS / 1000,
  LOG_ENTRIES,
  MEASURED_DAYS,
  LATENCY_TARGET_MS,
  LATENCY_TARGET_PERCENT: percent(LATENCY_TARGET_SHARE),
  LATENCY_LONGEST_SECONDS: Math.max(...LATENCY_BUCKETS_MS) / 1000,
  CONNECTED_TARGET_PERCENT: percent(CONNECTED_TARGET),
  POLLED_TARGET_PERCENT: percent(POLLED_TARGET),
  CRITICAL_PERCENT: percent(pageWeights.critical),
  HIGH_PERCENT: percent(pageWeights.high),
  MEDIUM_PERCENT: percent(pageWeights.medium),
  LOW_PERCENT: percent(pageWeights.low),
} as const;
