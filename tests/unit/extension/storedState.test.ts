import { describe, expect, it } from 'vitest';
import { normalizeServerUrl, normalizeSocketUrl } from '../../../lib/api/serverUrl.ts';
import { createConnectionLog, redact } from '../../../lib/state/connectionLog.ts';
import { createState } from '../../../lib/state/createState.ts';
import { defaultSettings } from '../../../lib/state/defaults.ts';
import type { FollowedJob } from '../../../lib/state/followedJob.ts';
import { addFollowed } from '../../../lib/state/followedJob.ts';
import { migrate, migrateSettings } from '../../../lib/state/migrations/migrateSettings.ts';
import { createMemoryArea } from './support/createMemoryArea.ts';
import { settle } from './support/fakeTime.ts';
import { followed, message } from './support/messages.ts';

const newState = () => createState({ local: createMemoryArea().area, session: createMemoryArea().area });

describe('stored items', () => {
  it('loses no update of many at once', async () => {
    const { followed: item, updateRows } = newState();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2
          ? item.update((jobs) => [...jobs, followed(`j${index}`)])
          : updateRows((rows) => ({ ...rows, followed: [...rows.followed, followed(`j${index}`)] })),
      ),
    );
    expect(await item.get()).toHaveLength(50);
  });

  it('goes on after a change that throws', async () => {
    const { settings } = newState();
    await expect(
      settings.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await settings.update((current) => ({ ...current, language: 'en' }));
    expect((await settings.get()).language).toBe('en');
  });

  it('calls watchers, and does not write an unchanged value', async () => {
    const local = createMemoryArea();
    const { settings } = createState({ local: local.area, session: createMemoryArea().area });
    const seen: string[] = [];
    const stop = settings.watch((value) => seen.push(value.language));
    await settings.update((current) => ({ ...current, language: 'zh-TW' }));
    await settings.update((current) => current);
    expect(local.writes()).toBe(1);
    stop();
    await settings.update((current) => ({ ...current, language: 'en' }));
    expect(seen).toEqual(['zh-TW']);
  });

  it('keeps a hundred ended rows, and each that still needs a notification', () => {
    const end = message({ job_id: 'x', status: 'completed' });
    const old: FollowedJob[] = [
      followed('done', { end, notify: 'done' }),
      followed('pending', { end, notify: 'pending' }),
      followed('running'),
      ...Array.from({ length: 100 }, (_, index) => followed(`e${index}`, { end, notify: 'done' })),
    ];
    const next = addFollowed(old, followed('new'));
    expect(next.map((job) => job.jobId)).not.toContain('done');
    expect(next.slice(0, 2).map((job) => job.jobId)).toEqual(['pending', 'running']);
    expect(next.at(-1)?.jobId).toBe('new');
    expect(addFollowed(next, followed('new'))).toBe(next);
  });
});

describe('settings of any age', () => {
  it.each([
    ['nothing', undefined],
    ['rubbish', 'x'],
    ['a list', [1]],
    ['null', null],
    ['an empty object', {}],
  ])('%s become the defaults', (_, stored) => {
    expect(migrate(stored)).toEqual(defaultSettings);
  });

  it('keep each value that is valid', () => {
    const stored = {
      language: 'zh-TW',
      config: {
        enableWebSocket: false,
        fallbackPollingInterval: 1,
        maxReconnectAttempts: 7,
        websocketUrl: 5,
        x: 1,
      },
    };
    expect(migrate(stored)).toEqual({
      ...defaultSettings,
      language: 'zh-TW',
      config: { ...defaultSettings.config, enableWebSocket: false, maxReconnectAttempts: 7 },
    });
  });

  it('of version 1 get the default settings of notifications', () => {
    const { notifications: _, telemetry: __, ...first } = defaultSettings;
    expect(migrate({ ...first, version: 1, language: 'en' })).toEqual({ ...defaultSettings, language: 'en' });
  });

  it.each([
    [{ from: '22:00', to: '07:00' }, true],
    [{ from: '22:00', to: '22:00' }, false],
    [{ from: '24:00', to: '07:00' }, false],
    [{ from: '7', to: '8' }, false],
    ['x', false],
  ])('quiet hours %j are taken: %s', (quiet, taken) => {
    const notifications = { when: 'sometimes', keep: 1, quiet };
    expect(migrate({ ...defaultSettings, notifications }).notifications).toEqual({
      when: 'always',
      keep: false,
      quiet: taken ? quiet : null,
    });
  });

  it('of this version and of a later one keep what is known', () => {
    const current = {
      ...defaultSettings,
      language: 'en' as const,
      notifications: { when: 'never' as const, keep: true, quiet: { from: '22:00', to: '06:30' } },
      telemetry: false,
    };
    expect(migrate(current)).toEqual(current);
    expect(migrate({ ...current, version: 9, colour: 'red' })).toEqual(current);
  });

  it('are written once, at the first wake', async () => {
    const local = createMemoryArea();
    const { settings } = createState({ local: local.area, session: createMemoryArea().area });
    await local.area.set({ settings: { language: 'en' } });
    await migrateSettings(settings);
    await migrateSettings(settings);
    expect(local.writes()).toBe(2);
    expect(await settings.get()).toEqual({ ...defaultSettings, language: 'en' });
  });
});

describe('the connection log', () => {
  it('keeps the last 200, without addresses and secrets', async () => {
    const state = newState();
    const log = createConnectionLog({ item: state.log, now: () => 0 });
    for (let index = 0; index < 210; index += 1) log.add('waiting', `try ${index}`);
    log.add(
      'error',
      'token abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG at https://example.com/secret?x=1',
      12.4,
    );
    await settle();
    const entries = await state.log.get();
    expect(entries).toHaveLength(200);
    expect(entries.at(-1)).toMatchObject({ detail: 'token ‹secret› at ‹address›', ms: 12 });
    expect(redact('j_01JABCDEFGHJKMNPQRSTVWXYZ0 ended')).toContain('j_01J');
  });
});

describe('addresses of servers', () => {
  it.each([
    ['127.0.0.1:8001', 'http://127.0.0.1:8001'],
    [' localhost:8001/ ', 'http://localhost:8001'],
    ['http://[::1]:8001', 'http://[::1]:8001'],
    ['scan.example.com', 'https://scan.example.com'],
    ['https://example.com/seo/live/', 'https://example.com/seo/live'],
    ['HTTPS://Example.com', 'https://example.com'],
  ])('%s is %s', (typed, url) => {
    expect(normalizeServerUrl(typed)).toEqual({ ok: true, value: url });
  });

  it.each([
    ['', 'invalid_server_url'],
    ['not an address', 'invalid_server_url'],
    ['ftp://example.com', 'invalid_server_url'],
    ['javascript:alert(1)', 'invalid_server_url'],
    ['https://user:pass@example.com', 'invalid_server_url'],
    ['https://example.com/?a=1', 'invalid_server_url'],
    ['http://example.com', 'https_required'],
    ['http://127.0.0.1.example.com', 'https_required'],
    ['http://192.168.1.2:8001', 'https_required'],
  ])('%s is refused: %s', (typed, code) => {
    expect(normalizeServerUrl(typed)).toMatchObject({ ok: false, error: { code } });
  });

  it('takes ws and wss in the websocketUrl setting', () => {
    expect(normalizeSocketUrl('')).toEqual({ ok: true, value: '' });
    expect(normalizeSocketUrl('ws://127.0.0.1:9/a')).toEqual({ ok: true, value: 'http://127.0.0.1:9/a' });
    expect(normalizeSocketUrl('wss://a.example')).toEqual({ ok: true, value: 'https://a.example' });
    expect(normalizeSocketUrl('ws://a.example')).toMatchObject({
      ok: false,
      error: { code: 'https_required' },
    });
  });
});
