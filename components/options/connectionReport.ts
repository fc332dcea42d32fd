import { redact } from '@/lib/state/connectionLog';
import type { StoredView } from '@/lib/state/createStoredView';
import { liveAddressOf } from '@/lib/state/liveAddressOf';
import type { ServerInfo } from '@/lib/state/pairedServer';
import type { Settings } from '@/lib/state/settings';

interface Surroundings {
  version: string;
  browser: string;
  now: Date;
}

/** The address of live updates, described without naming the server. */
function liveUpdatesOf(server: ServerInfo, config: Settings['config']) {
  const address = liveAddressOf(config, server);
  if (address === server.url) return 'at the address of the server';
  const [there, own] = [URL.parse(address), URL.parse(server.url)];
  return {
    named_by: config.websocketUrl ? 'settings' : 'server',
    protocol: there?.protocol,
    host: there?.hostname === own?.hostname ? 'the same' : 'another',
    port: there?.port || 'the usual one',
    path: there?.pathname === own?.pathname ? 'the same' : 'another',
  };
}

/**
 * The connection log with versions, browser, settings and state, which its reader needs. It has no token,
 * and no name or address of a server or a page, because people send it to others.
 */
export function connectionReport(view: StoredView, { version, browser, now }: Surroundings): string {
  const { connection, jobs, log, server, settings } = view;
  const { websocketUrl, ...config } = settings.config;
  const count = (kind: (typeof jobs)[number]['kind']) => jobs.filter((job) => job.kind === kind).length;
  return JSON.stringify(
    {
      what: 'SEO Live connection log',
      made_at: now.toISOString(),
      extension: version,
      browser,
      server: server && { version: server.version, live_updates: liveUpdatesOf(server, settings.config) },
      settings: { ...config, websocketUrl: websocketUrl ? 'another address' : '' },
      connection: { ...connection, reason: connection.reason && redact(connection.reason) },
      scans: { starting: count('starting'), active: count('active'), ended: count('ended') },
      // Entries are redacted when they are written, but those of older versions may not be.
      log: log.map((entry) => ({ ...entry, detail: redact(entry.detail) })),
    },
    null,
    2,
  );
}
