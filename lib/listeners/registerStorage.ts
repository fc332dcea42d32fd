import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';
import { orphanedTimelines } from '../state/timeline';

/** Effects follow the stored state, so that a change has the same effects from any source. */
export function registerStorage({
  state,
  connection,
  refresh,
  discovery,
  telemetry,
  setDiscoveryAlarm,
}: Background): void {
  const watched = [state.followed, state.intents, state.live, state.connection, state.server, state.settings];
  const shown = new Set(watched.map((item) => item.key));
  const connected = new Set(
    [state.followed, state.intents, state.server, state.settings].map((item) => item.key),
  );
  browser.storage.onChanged.addListener((changes) => {
    const keys = Object.keys(changes);
    if (keys.some((key) => connected.has(key))) void connection.ensure();
    if (keys.some((key) => shown.has(key))) void refresh();
    const rows = changes[state.followed.key];
    for (const key of orphanedTimelines(rows?.oldValue, rows?.newValue)) void state.timeline(key).remove();
    // Removes counts for another server, and counts that the person no longer sends.
    if (keys.includes(state.server.key) || keys.includes(state.settings.key)) void telemetry.report();
    if (keys.includes(state.server.key)) {
      void setDiscoveryAlarm();
      void discovery.look();
    }
  });
}
