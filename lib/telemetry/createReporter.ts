import { TELEMETRY_EVERY_MS, type TelemetryBatch } from '@seo-live/protocol';
import type { Answer } from '../state/answer';
import { createMutex } from '../state/createMutex';
import type { State } from '../state/createState';
import { failureTraitsOf } from '../state/failureTraits';
import { type OwnerKey, ownerKeyOf } from '../state/jobKey';
import type { PairedServer } from '../state/pairedServer';
import type { WallClock } from '../state/wallClock';
import { packUnsent } from './foldCounts';

/** A server may ask us to wait this long at most. The limit also ends a wait when the clock was set back. */
const LONGEST_REST_MS = 3_600_000;

interface ReporterDeps {
  state: State;
  now: WallClock;
  newId: () => string;
  post: (server: PairedServer, batch: TelemetryBatch) => Promise<Answer<true>>;
}

/** The owner key of the server that gets the counts; null if the person sends none, or the server takes none. */
export const recipient = (server: PairedServer | null, telemetry: boolean): OwnerKey | null =>
  server && !server.kind && telemetry ? ownerKeyOf(server) : null;

/**
 * Sends counts to the paired server: one batch a call, at most one a minute. A batch is stored before it is
 * sent. If the answer is lost, the batch is sent again with the same id, so that it counts once.
 */
export function createReporter({ state, now, newId, post }: ReporterDeps) {
  const exclusive = createMutex();

  async function report(): Promise<void> {
    const { settings, server, telemetryRest: rest } = await state.read('settings', 'server', 'telemetryRest');
    const of = recipient(server, settings.telemetry);
    const wait = rest.until - now();
    const mayAsk = server && rest.refusedBy !== server.pairedAt && !(wait > 0 && wait <= LONGEST_REST_MS);
    // Without a recipient this goes on, and removes the waiting counts.
    if (of !== null && !mayAsk) return;
    const { outbox } = await state.measured.update((measured) =>
      measured.unsent || measured.outbox.length > 0
        ? packUnsent(measured, { of, now: now(), newId })
        : measured,
    );
    const batch = outbox[0]?.batch;
    if (!server || !batch) return;
    // Stored before sending, so that the next worker instance keeps the minute, too, after a kill during the request.
    await state.telemetryRest.set({ until: now() + TELEMETRY_EVERY_MS, refusedBy: null });
    const answer = await post(server, batch);
    const { lacksRoute: unknown, invalid } = failureTraitsOf(answer.ok ? null : answer.error.code);
    // A batch that the server can never take is not kept.
    if (answer.ok || unknown || invalid) {
      await state.measured.update((measured) => ({
        ...measured,
        outbox: measured.outbox.filter((entry) => !unknown && entry.batch.batch_id !== batch.batch_id),
      }));
    }
    const asked = answer.ok ? 0 : (answer.error.retryAfterMs ?? 0);
    if (unknown) await state.telemetryRest.set({ until: 0, refusedBy: server.pairedAt });
    else if (asked > TELEMETRY_EVERY_MS)
      await state.telemetryRest.set({ until: now() + Math.min(asked, LONGEST_REST_MS), refusedBy: null });
  }

  /** Never rejects. Counts that cannot be sent now are sent later. */
  return (): Promise<void> => exclusive(report).catch(() => undefined);
}
