import { requestErrorStatus, scanErrorCodes } from '@seo-live/protocol';
import { describe, expect, it } from 'vitest';
import { connectionStates } from '@/lib/state/connectionStates';
import { failureLookOf, failureLooks } from '@/lib/state/failureLooks';
import { failureTraitsOf, isRemoved } from '@/lib/state/failureTraits';

const codes = Object.keys(failureLooks);

describe('the tables of failure codes', () => {
  it('have a row for each code of the contract', () => {
    expect(codes).toEqual(expect.arrayContaining([...Object.keys(requestErrorStatus), ...scanErrorCodes]));
  });

  it.each(['of_a_newer_server', 'constructor', '__proto__', '', null, undefined])(
    'give %j the default row',
    (code) => {
      expect(failureTraitsOf(code)).toEqual({});
      expect(failureLookOf(code)).toEqual({ source: 'rest', retries: 'nobody' });
    },
  );

  it('call a job removed whose code is stored with its row', () => {
    expect(codes.filter(isRemoved).sort()).toEqual(['deleted', 'not_found']);
  });

  it('name a state of the connection for each reason that REST gives', () => {
    for (const code of codes) {
      const { restReason } = failureTraitsOf(code);
      if (restReason) expect(connectionStates).toHaveProperty(failureLookOf(restReason).state ?? 'none');
    }
  });

  it('never send a command again that the person has to repeat', () => {
    const final = codes.filter((code) => failureTraitsOf(code).final);
    expect(final.filter((code) => failureLookOf(code).retries === 'extension')).toEqual([]);
  });
});
