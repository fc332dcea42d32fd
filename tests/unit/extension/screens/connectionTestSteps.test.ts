import { describe, expect, it } from 'vitest';
import { compareVersions, isBehind } from '@/components/connection/versions';
import { runConnectionTest, type StepResult, testSteps } from '@/components/options/runConnectionTest';
import { screenWords } from '@/lib/i18n/screenWords';
import { server } from '../support/messages';
import { config, fail, socket, tokens } from './support/backgroundAnswers';
import { type Answers, cases } from './support/connectionCases';

const OWN = 'http://127.0.0.1:8001';
const LIVE = 'http://127.0.0.1:8002/live';

async function results(answers: Answers = {}) {
  const asked: string[] = [];
  const found: StepResult[] = [];
  const doors = {
    probeServer: async () => {
      asked.push('probe');
      return answers.probe ?? config();
    },
    listTokens: async () => {
      asked.push('list');
      return answers.list ?? tokens;
    },
    testSocket: async () => {
      asked.push('test');
      return answers.test ?? socket();
    },
    monotonicMs: () => 0,
  };
  const { token: _, ...info } = server;
  const pair = {
    server: answers.basic
      ? { ...info, kind: 'plain' as const, ...(answers.as ? { answers: answers.as } : {}) }
      : info,
    extensionVersion: '0.1.0',
    enableWebSocket: answers.enableWebSocket ?? true,
    liveAddress: LIVE,
  };
  for await (const result of runConnectionTest(doors, pair)) found.push(result);
  return {
    asked,
    found,
    rows: found.map(({ step, status, outcome, code }) => [step, status, outcome ?? code]),
  };
}

describe('the steps of a test', () => {
  it.each(cases)('when %s', async (_, answers, expected) => {
    expect((await results(answers)).rows).toEqual(expected);
  });

  it('send no request after a failure, nor for what is turned off', async () => {
    expect((await results({ probe: fail('network') })).asked).toEqual(['probe']);
    expect((await results({ list: fail('unauthorized') })).asked).toEqual(['probe', 'list']);
    expect((await results({ enableWebSocket: false })).asked).toEqual(['probe', 'list']);
  });

  it.each([true, false])(
    'name the address that was dialled where nothing came through (basic: %s)',
    async (basic) => {
      const NOT = { connectMs: null, roundTripMs: null, messageMs: null };
      const { found } = await results({ basic, test: socket({ ...NOT, code: 'socket_blocked' }) });
      expect(found.at(-1)).toMatchObject({ step: 'socket', status: 'failed', liveAddress: LIVE });
      const own = await results({ basic, test: socket({ ...NOT, code: 'socket_blocked', dialled: OWN }) });
      expect(own.found.at(-1)).toMatchObject({ liveAddress: OWN });
    },
  );

  it('have words in both languages for each outcome, and no unused ones', async () => {
    const outcomes = new Set<string>();
    const all: Answers[] = [
      ...cases.map(([, answers]) => answers),
      { probe: config({ version: '1.0.0' }) },
      { probe: config({ version: 'dev' }) },
    ];
    for (const answers of all) {
      for (const { step, outcome } of (await results(answers)).found) {
        if (outcome) outcomes.add(`test.${step}.${outcome}`);
      }
    }
    for (const words of Object.values(screenWords)) {
      const spoken = Object.keys(words).filter((key) =>
        testSteps.some((step) => key.startsWith(`test.${step}.`) && !key.endsWith('.title')),
      );
      expect(new Set(spoken)).toEqual(outcomes);
    }
  });

  it.each([
    ['0.2.0', true],
    ['v1.0', true],
    ['0.1.9', false],
    ['0.0.9', false],
    ['0.1', false],
    ['development', false],
  ])('a patch is not newer: this extension is behind %s: %s', (theirs, expected) => {
    expect(isBehind('0.1.0', theirs)).toBe(expected);
  });

  it.each([
    ['0.1.0', 'same'],
    ['v0.1', 'same'],
    ['0.2.0', 'newer'],
    ['0.1.1', 'newer'],
    ['1.0.0-beta', 'newer'],
    ['0.0.99', 'older'],
    ['', 'unknown'],
    ['development', 'unknown'],
  ])('compare versions: %s is %s', (theirs, expected) => {
    expect(compareVersions(theirs, '0.1.0')).toBe(expected);
  });
});
