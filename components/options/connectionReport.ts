import { redact } from '@/lib/state/connectionLog';
import type { StoredView } from '@/lib/state/storedView';

interface Surroundings {
  version: string;
  browser: string;
  now: Date;
}

/**
 * The connection log with what one needs to read it: which versions, which browser, which settings, which
 * state. No token, no name or address of a server or a page: it is meant to be sent to somebody.
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
      server: server && { version: server.version },
      settings: { ...config, websocketUrl: websocketUrl ? 'another address' : '' },
      connection: { ...connection, reason: connection.reason && redact(connection.reason) },
      scans: { starting: count('starting'), active: count('active'), ended: count('ended') },
      // Redacted when they were written; entries of an older version may not have been.
      log: log.map((entry) => ({ ...entry, detail: redact(entry.detail) })),
    },
    null,
    2,
  );
}
