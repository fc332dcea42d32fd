import { describe, expect, it } from 'vitest';
import { alarmPeriod, scheduleAlarm } from '../../../lib/effects/scheduleAlarm.ts';
import type { ConnectionPhase } from '../../../lib/state/connectionView.ts';
import { idleConnection } from '../../../lib/state/defaults.ts';
import { newFollowedJob } from '../../../lib/state/followedJob.ts';
import type { IntentProblem } from '../../../lib/state/intent.ts';
import { selectJobs } from '../../../lib/state/selectJobs.ts';
import { basicServer } from './support/createBasicWorld.ts';
import { followed, message, startIntent } from './support/messages.ts';

const running = selectJobs({ followed: [followed('j1')], live: {}, intents: [] });
const starting = (problem: IntentProblem | null) =>
  selectJobs({ followed: [], live: {}, intents: [startIntent({ problem })] });
const phases: ConnectionPhase[] = ['connecting', 'waiting', 'live', 'polling', 'idle'];
const stopped: ConnectionPhase[] = ['not_paired', 'unauthorized', 'given_up'];

describe('the alarm that wakes a killed worker', () => {
  it.each(phases)('is there every 30 s while a scan is followed: %s', (phase) => {
    expect(alarmPeriod(running, { ...idleConnection, phase })).toBe(0.5);
    expect(alarmPeriod(starting(null), { ...idleConnection, phase })).toBe(0.5);
    expect(alarmPeriod(starting({ code: 'network', final: false }), { ...idleConnection, phase })).toBe(0.5);
  });

  it.each(stopped)('is not there where only the person can help: %s', (phase) => {
    expect(alarmPeriod(running, { ...idleConnection, phase })).toBeNull();
  });

  it('is slow where a basic server refuses us: it may be a proxy that lets us through later', () => {
    const job = newFollowedJob(basicServer, {
      jobId: 'j1',
      url: 'j1',
      mode: 'site',
      startedHere: false,
      addedAt: '',
    });
    const jobs = selectJobs({ followed: [job], live: {}, intents: [] });
    expect(alarmPeriod(jobs, { ...idleConnection, phase: 'unauthorized' })).toBe(5);
    expect(alarmPeriod(jobs, { ...idleConnection, phase: 'given_up' })).toBeNull();
  });

  it.each(phases)('is not there when there is nothing to wait for: %s', (phase) => {
    const end = message({ job_id: 'j1', status: 'completed' });
    const ended = selectJobs({ followed: [followed('j1', { end })], live: {}, intents: [] });
    const gone = selectJobs({ followed: [followed('j1', { gone: 'deleted' })], live: {}, intents: [] });
    const refused = starting({ code: 'invalid_url', final: true });
    for (const jobs of [[], ended, gone, refused]) {
      expect(alarmPeriod(jobs, { ...idleConnection, phase })).toBeNull();
    }
  });

  it('is as slow as the label says while nothing answers, and never while a socket is tried', () => {
    const silent = { ...idleConnection, reachable: false, pollEveryMs: 300_000 };
    expect(alarmPeriod(running, { ...silent, phase: 'polling' })).toBe(5);
    expect(alarmPeriod(running, { ...silent, phase: 'idle', reason: 'paused' })).toBe(5);
    expect(alarmPeriod(running, { ...silent, phase: 'waiting' })).toBe(0.5);
    expect(alarmPeriod(running, { ...silent, phase: 'connecting' })).toBe(0.5);
    expect(alarmPeriod(running, { ...silent, phase: 'polling', reachable: true, pollEveryMs: 2000 })).toBe(
      0.5,
    );
  });
});

describe('an alarm that is set already', () => {
  const NOW = Date.parse('2026-11-22T12:00:00.000Z');
  it.each([
    ['is kept', 0.5, NOW + 29_000, 0],
    ['is kept when it is late', 0.5, NOW - 60_000, 0],
    ['is made anew after the clock was set back', 0.5, NOW + 3600_000, 1],
    ['is made anew for another period', 5, NOW + 29_000, 1],
  ])('%s', async (_, period, scheduledTime, times) => {
    const made: unknown[] = [];
    const alarms = {
      get: async () => ({ periodInMinutes: 0.5, scheduledTime }),
      create: (...given: unknown[]) => void made.push(given),
      clear: async () => true,
    };
    await scheduleAlarm(alarms, period, { now: () => NOW });
    expect(made).toHaveLength(times);
  });
});
