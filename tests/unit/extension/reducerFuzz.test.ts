import { expect, it } from 'vitest';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import { isTerminal, type JobMessage } from '../../../protocol/src/index.ts';
import { createFuzzedMessages } from '../../support/random/fuzzMessages.ts';
import { seededRandom } from '../../support/random/seededRandom.ts';
import { message } from './support/messages.ts';

const MESSAGES = 1_000_000;

it('takes a million fuzzed messages without a throw, and does with each what the contract says', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  seed ${seed} (FUZZ_SEED=${seed} plays it again)`);
  const first = message({ job_id: 'j1', epoch: '00000001' });
  const stream = createFuzzedMessages(seededRandom(seed), first, { ends: true });
  let state: JobMessage | null = first;
  const count = { applied: 0, duplicate: 0, stale_epoch: 0, after_end: 0, invalid: 0 };
  let ends = 0;
  for (let n = 0; n < MESSAGES; n += 1) {
    const { payload, expected } = stream.take();
    const reduced = reduceMessage(state, payload);
    const news = expected === 'applied';
    // An assertion for each would take longer than the fuzzing.
    if (reduced.outcome !== expected || (!news && reduced.state !== state)) {
      expect.fail(`message ${n} of seed ${seed}: ${reduced.outcome}: ${JSON.stringify(payload)}`);
    }
    count[expected] += 1;
    state = reduced.state;
    if (news && state && isTerminal(state.status)) ends += 1;
  }
  const { seq, epoch, status } = stream.newest();
  expect(state).toMatchObject({ seq, epoch, status });
  // The stream is no good if it does not go through all that a log can be.
  expect(count.applied).toBeGreaterThan(MESSAGES / 4);
  for (const some of Object.values(count)) expect(some).toBeGreaterThan(MESSAGES / 1000);
  expect(ends).toBeGreaterThan(100);
  expect(({} as { status?: string }).status).toBeUndefined();
}, 180_000);
