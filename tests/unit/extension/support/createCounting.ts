import type { Arrival } from '../../../../lib/connection/connectionObserver.ts';
import { type Answer, succeed } from '../../../../lib/state/answer.ts';
import { createState } from '../../../../lib/state/createState.ts';
import { addCounts, type Counts, noCounts } from '../../../../lib/state/measured.ts';
import { createTelemetry } from '../../../../lib/telemetry/createTelemetry.ts';
import { jobMessageSchema, type TelemetryBatch } from '../../../../protocol/src/index.ts';
import { createMemoryArea } from './createMemoryArea.ts';
import { createFakeTime } from './fakeTime.ts';
import { followed, keyOf, message, server } from './messages.ts';

/** What is known of the server's clock when it is known well. */
export const sure = { offsetMs: 500, roundTripMs: 10 };

/** A browser whose worker can be killed; the server is a list of batches. */
export async function createCounting(jobIds = ['j1']) {
  const local = createMemoryArea();
  const session = createMemoryArea();
  const time = createFakeTime();
  const stored = createState({ local: local.area, session: session.area });
  const sent: TelemetryBatch[] = [];
  let answer: () => Answer<true> | Promise<Answer<true>> = () => succeed(true);
  let ids = 0;
  let lives = 0;
  const live = () => {
    lives += 1;
    return createTelemetry({
      state: createState({ local: local.area, session: session.area }),
      now: time.now,
      timers: time.timers,
      bootId: `boot-${lives}`,
      newId: () => {
        ids += 1;
        return `id-${ids}`;
      },
      post: async (_server, batch) => {
        sent.push(batch);
        return answer();
      },
    });
  };
  await stored.server.set(server);
  await stored.followed.set(jobIds.map((jobId) => followed(jobId)));
  let telemetry = live();
  const key = (jobId: string) => keyOf(jobId);
  const at = (ago: number, offsetMs = 0) => new Date(time.now() + offsetMs - ago).toISOString();

  return {
    time,
    local,
    stored,
    sent,
    key,
    telemetry: () => telemetry,
    answer: (next: typeof answer) => {
      answer = next;
    },
    /** One message that was applied; `ago` ms before now by the server's clock. */
    apply(seq: number, ago = 0, how: Arrival = 'pushed', jobId = 'j1'): void {
      const received = jobMessageSchema.parse(
        message({ job_id: jobId, seq, timestamp: at(ago, sure.offsetMs) }),
      );
      telemetry.observer.received(key(jobId), 'applied', how, 0, received);
    },
    paint: (seq: number, jobId = 'j1') =>
      telemetry.painted([{ key: key(jobId), epoch: '0000000a', seq, at: time.now() }]),
    kill(): void {
      time.clearAll();
      telemetry = live();
    },
    async end(): Promise<void> {
      await stored.followed.set([]);
      await time.advance(15_000);
    },
    async total(): Promise<Counts> {
      const { days } = await stored.measured.get();
      return days.reduce((all, { counts }) => addCounts(all, counts), noCounts());
    },
  };
}
