import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { basicIdOf, isBasicKey } from '../../../lib/state/basicServer.ts';
import {
  belongsTo,
  isJobKey,
  type JobKey,
  jobIdOf,
  jobKeyOf,
  ownerKeyOf,
  ownerOf,
} from '../../../lib/state/jobKey.ts';
import { jobKeyOfNotifiedId, notifiedIdOf } from '../../../lib/state/notified.ts';
import { keyOf } from './support/messages.ts';

const ours = { serverId: 'srv_01JD8', userId: 'u_7f3e' };
const basic = basicIdOf('http://127.0.0.1:8001/a|b?c=%7C');

it('a key has the text that is stored today', () => {
  expect(ownerKeyOf(ours)).toBe('srv_01JD8|u_7f3e');
  expect(jobKeyOf(ours, 'job_1-a')).toBe('srv_01JD8|u_7f3e|job_1-a');
  expect(jobKeyOf(basic, 'j1')).toBe('plain:http%3A%2F%2F127.0.0.1%3A8001%2Fa%7Cb%3Fc%3D%257C|me|j1');
  expect(isBasicKey(jobKeyOf(basic, 'j1'))).toBe(true);
});

// The users of a FastAPI application have the ids that it gives them.
it.each(['auth0|5f3e', 'CORP\\anna', '|', 'a||b'])(
  'the key of a scan of user %s is the one that is stored today',
  (userId) => {
    const owner = { serverId: 'srv_01JD8', userId };
    const stored = `srv_01JD8|${userId}|job_1-a` as JobKey;
    expect(jobKeyOf(owner, 'job_1-a')).toBe(stored);
    expect(isJobKey(stored)).toBe(true);
    expect(jobIdOf(stored)).toBe('job_1-a');
    expect(belongsTo(owner, stored)).toBe(true);
    expect(belongsTo({ ...owner, userId: 'u_7f3e' }, stored)).toBe(false);
  },
);

it('a key gives back its parts, whatever the ids hold', () => {
  const id = fc.string({ unit: fc.constantFrom('a', '|', '\\', 'p', '%7C') });
  const owner = fc.record({ serverId: id, userId: id });
  void fc.assert(
    fc.property(owner, id, owner, id, (first, firstJob, second, secondJob) => {
      const key = jobKeyOf(first, firstJob);
      expect(isJobKey(key)).toBe(true);
      expect(jobIdOf(key)).toBe(firstJob);
      expect(ownerOf(key)).toBe(ownerKeyOf(first));
      const isSameOwner = first.serverId === second.serverId && first.userId === second.userId;
      expect(belongsTo(second, key)).toBe(isSameOwner);
      expect(jobKeyOf(second, secondJob) === key).toBe(isSameOwner && firstJob === secondJob);
    }),
  );
});

it('the id of a notification gives back the key of its first scan', () => {
  for (const key of [keyOf('j1'), jobKeyOf(basic, 'j1'), jobKeyOf({ serverId: 'a|b', userId: 'c' }, 'd')])
    expect(jobKeyOfNotifiedId(notifiedIdOf(key, '2026-11-23T12:00:00.000Z'))).toBe(key);
});
