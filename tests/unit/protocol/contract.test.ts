import { createHash } from 'node:crypto';
import * as protocol from '@seo-live/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basicMessage, completedMessage, failedMessage, problem, runningMessage } from './examples.ts';

describe('the message', () => {
  it.each([
    ['running', runningMessage],
    ['completed', completedMessage],
    ['failed', failedMessage],
    ['of a basic server', basicMessage],
  ])('%s is taken and comes out as it went in', (_name, example) => {
    expect(protocol.jobMessageSchema.parse(example)).toEqual(example);
  });

  it('keeps fields that a newer server adds', () => {
    const newer = { ...runningMessage, mood: 'good', detail: { ...runningMessage.detail, extra: 1 } };
    expect(protocol.jobMessageSchema.parse(newer)).toEqual(newer);
  });

  it.each(['job_id', 'progress', 'status', 'current_step', 'timestamp'])('without %s is refused', (field) => {
    const example: Record<string, unknown> = { ...runningMessage };
    delete example[field];
    expect(protocol.jobMessageSchema.safeParse(example).success).toBe(false);
  });

  it.each([
    ['progress over 100', { progress: 100.1 }],
    ['progress as text', { progress: '42' }],
    ['an unknown status', { status: 'exploded' }],
    ['a job id with a space', { job_id: 'a b' }],
    ['a job id of 65 characters', { job_id: 'x'.repeat(65) }],
    ['a seq below zero', { seq: -1 }],
    ['a time left of one number', { detail: { ...runningMessage.detail, eta_s: [31] } }],
    ['a time left of three numbers', { detail: { ...runningMessage.detail, eta_s: [31, 44, 50] } }],
    ['four current URLs', { detail: { ...runningMessage.detail, current_urls: ['a', 'b', 'c', 'd'] } }],
  ])('with %s is refused', (_name, change) => {
    expect(protocol.jobMessageSchema.safeParse({ ...runningMessage, ...change }).success).toBe(false);
  });

  it('never throws, for any input', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        protocol.jobMessageSchema.safeParse(value);
      }),
    );
  });
});

describe('the query of a list', () => {
  it('converts the text of a URL into values', () => {
    const asked = { sort: 'issues', descending: 'true', outcome: 'read', limit: '50' };
    expect(protocol.pageQuerySchema.parse(asked)).toEqual({ ...asked, descending: true, limit: 50 });
    expect(protocol.issueQuerySchema.parse({ severity: 'high', limit: '500' })).toEqual({
      severity: 'high',
      limit: 500,
    });
  });

  it.each([{ limit: '0' }, { limit: '501' }, { limit: '1.5' }, { cursor: 'x'.repeat(501) }])(
    'is refused with %j',
    (asked) => {
      expect(protocol.pageQuerySchema.safeParse(asked).success).toBe(false);
      expect(protocol.issueQuerySchema.safeParse(asked).success).toBe(false);
    },
  );
});

describe('the status machine', () => {
  it('allows no change after an end', () => {
    for (const status of protocol.jobStatuses) {
      const ways = protocol.jobStatuses.filter((to) => protocol.canMove(status, to));
      expect(protocol.isTerminal(status)).toBe(ways.length === 0);
    }
    expect(protocol.jobStatuses.filter(protocol.isTerminal)).toEqual(['completed', 'cancelled', 'failed']);
  });

  it('allows an end from every other status', () => {
    for (const status of protocol.jobStatuses.filter((one) => !protocol.isTerminal(one))) {
      expect(protocol.canMove(status, 'cancelled')).toBe(true);
      expect(protocol.canMove(status, 'failed')).toBe(true);
    }
  });
});

describe('starting a scan', () => {
  it('adds the default of each missing option', () => {
    expect(protocol.startJobRequestSchema.parse({ url: 'https://example.com/' })).toEqual({
      url: 'https://example.com/',
      mode: 'site',
      options: {
        max_pages: 1000,
        max_depth: 10,
        rate_per_s: 5,
        include: [],
        exclude: [],
        follow_robots: true,
        keep_cookies: false,
      },
    });
  });

  it.each([
    ['no pages', { max_pages: 0 }],
    ['a rate of nothing', { rate_per_s: 0 }],
    ['half a page', { max_pages: 1.5 }],
    ['an empty pattern', { include: [''] }],
  ])('refuses %s', (_name, options) => {
    expect(protocol.startJobRequestSchema.safeParse({ url: 'https://example.com/', options }).success).toBe(
      false,
    );
  });
});

describe('pairing', () => {
  it('reads the line that the server prints', () => {
    const line = protocol.formatPairingString('http://127.0.0.1:8001', 'ABCD2345');
    expect(protocol.parsePairingString(`  ${line}\n`)).toEqual({
      server: 'http://127.0.0.1:8001',
      code: 'ABCD2345',
    });
  });

  it.each([
    '',
    'ABCD-2345',
    'seolive:ftp://x#ABCD2345',
    'seolive:http://x#short',
    'seolive:http://x y#ABCD2345',
  ])('sees that %j is no such line', (text) => {
    expect(protocol.parsePairingString(text)).toBeNull();
  });

  it('accepts a code in capitals or small letters, with or without the dash', () => {
    expect(protocol.normalizePairingCode(' abcd-2345 ')).toBe('ABCD2345');
  });
});

it('the extension id is the one that Chrome derives from the key', () => {
  const digest = createHash('sha256').update(Buffer.from(protocol.EXTENSION_KEY, 'base64')).digest('hex');
  const id = [...digest.slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('');
  expect(protocol.EXTENSION_ID).toBe(id);
});

it('a problem document is accepted with its code', () => {
  expect(protocol.problemSchema.parse(problem)).toEqual(problem);
});
