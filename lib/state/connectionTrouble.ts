import type { ConnectionView } from './connectionView';
import { failureTraitsOf } from './failureTraits';

/** Why no updates of the server come at the moment. The words of the badge are `badge.{trouble}`. */
export type ConnectionTrouble = 'unauthorized' | 'given_up' | 'no_access' | 'unreachable';

/** Null while the server answers, or while a live connection brings updates. */
export function connectionTrouble({ phase, reachable, reason }: ConnectionView): ConnectionTrouble | null {
  if (phase === 'unauthorized' || phase === 'given_up') return phase;
  if (phase === 'live' || reachable) return null;
  return failureTraitsOf(reason).blockedHere ? 'no_access' : 'unreachable';
}
