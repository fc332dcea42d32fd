import { expect, it } from 'vitest';
import { reduceMessage } from '../../../lib/state/reduceMessage.ts';
import type { JobMessage } from '../../../protocol/src/index.ts';
import { createFuzzedMessages } from '../../support/fuzzMessages.ts';
import { seededRandom } from '../../support/seededRandom.ts';
import { message } from './support/messages.ts';

const MESSAGES = 1_000_000;

it('takes a million fuzzed messages without a throw, and applies each that is news', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_007);
  console.log(`  seed ${seed} (FUZZ_SEED=${seed} plays it again)`);
  const first = message({ job_id: 'j1', epoch: '00000001' });
  const stream = createFuzzedMessages(seededRandom(seed), first);
  let state: JobMessage | null = first;
  let applied = 0;
  for (let n = 0; n < MESSAGES; n += 1) {
    const { payload, next } = stream.take();
    const reduced = reduceMessage(state, payload);
    // An assertion for each would take longer than the fuzzing.
    if (next !== (reduced.outcome === 'applied') || (!next && reduced.state !== state)) {
      expect.fail(`message ${n} of seed ${seed}: ${reduced.outcome}: ${JSON.stringify(payload)}`);
    }
    if (next) applied += 1;
    state = reduced.state;
  }
  expect(state).toMatchObject({ seq: stream.newest().seq, epoch: stream.newest().epoch });
  expect(applied).toBeGreaterThan(MESSAGES / 4);
  expect(({} as { status?: string }).status).toBeUndefined();
}, 180_000);
