import { expect } from 'vitest';
import { connectBasic } from '../../../../lib/actions/connectBasic.ts';
import { controlScan } from '../../../../lib/actions/controlScan.ts';
import { dismiss, markRead } from '../../../../lib/actions/dismiss.ts';
import { followScan } from '../../../../lib/actions/followScan.ts';
import { pairWithServer, revokeToken, unpair } from '../../../../lib/actions/pairWithServer.ts';
import { saveConfig, saveLanguage, savePreferences } from '../../../../lib/actions/saveConfig.ts';
import { watchScan } from '../../../../lib/actions/watchScan.ts';
import { isOver } from '../../../../lib/state/followedJob.ts';
import { isUnsent } from '../../../../lib/state/intent.ts';
import type { WholeWorker } from './createWholeWorker.ts';
import type { Operation } from './killedOperations.ts';
import {
  BASIC_KEY,
  beginBasic,
  begun,
  bringOn,
  end,
  expectNotified,
  followed,
  intents,
  KEY,
  start,
} from './killedWorkers.ts';
import { server, startIntent } from './messages.ts';

const OTHER_SOCKET = 'https://socket.example.com';
const paired = ({ world }: WholeWorker) => world.stored.server.get();
const settings = ({ world }: WholeWorker) => world.stored.settings.get();
const pair = ({ instance }: WholeWorker) =>
  pairWithServer(instance().context, { url: server.url, code: 'ABCD-EFGH' });

/** A scan runs, a start is not sent yet, and the socket has an address of its own. */
async function beginBusy(): Promise<WholeWorker> {
  const worker = await begun(['j0']);
  const { stored, fake } = worker.world;
  await stored.settings.update((current) => ({
    ...current,
    config: { ...current.config, websocketUrl: OTHER_SOCKET },
  }));
  fake.mode.startProblems = [{ status: 503, code: 'unavailable' }];
  await start(worker);
  await worker.rest();
  return worker;
}

/** The server was left completely or not at all: no row or command of one server is stored under another. */
async function expectLeftOrKept(worker: WholeWorker, answered: boolean): Promise<void> {
  const { fake } = worker.world;
  const to = await paired(worker);
  const isLeft = to?.userId !== server.userId;
  if (answered) expect(isLeft).toBe(true);
  if (isLeft) {
    expect((await settings(worker)).config.websocketUrl).toBe(
      to?.serverId === server.serverId ? OTHER_SOCKET : '',
    );
    expect((await followed(worker)).filter((job) => !isOver(job))).toEqual([]);
    expect((await intents(worker)).filter(isUnsent)).toEqual([]);
    await bringOn(worker);
    expect(fake.created()).toBeLessThanOrEqual(1);
    expect(worker.made).toEqual([]);
    return;
  }
  await bringOn(worker);
  expect(fake.created()).toBe(1);
  const rows = await followed(worker);
  expect(rows.map(({ jobId }) => jobId)).toEqual(['j0', 'j1']);
  end(worker, 'j0', 'j1');
  await worker.world.time.advance(1500);
  await worker.rest();
  await expectNotified(
    worker,
    rows.map(({ key }) => key),
  );
}

/** The followed scan ends, and is notified once. */
async function expectFollowed(worker: WholeWorker, key = KEY): Promise<void> {
  await bringOn(worker);
  end(worker, 'j1');
  await worker.world.time.advance(12_000);
  await worker.rest();
  expect((await followed(worker)).find((job) => job.key === key)?.end?.status).toBe('completed');
  await expectNotified(worker, [key]);
}

/** A scan that somebody else has started, and a start that was refused because of it. */
async function beginStartedElsewhere(): Promise<WholeWorker> {
  const worker = await begun([]);
  worker.world.fake.add('j1');
  const problem = { code: 'already_running', final: true, jobId: 'j1' };
  await worker.world.stored.intents.set([startIntent({ problem })]);
  await worker.rest();
  return worker;
}

async function expectFollowedOrNot(worker: WholeWorker, answered: boolean): Promise<void> {
  const rows = await followed(worker);
  if (answered) expect(rows).toHaveLength(1);
  if (rows.length > 0) return expectFollowed(worker);
  end(worker, 'j1');
  await worker.rest();
  await expectNotified(worker, []);
}

async function beginEnded(): Promise<WholeWorker> {
  const worker = await begun(['j1']);
  end(worker, 'j1');
  await worker.rest();
  return worker;
}

export const changes: Operation[] = [
  {
    name: 'pairing as somebody else',
    async prepare() {
      const worker = await beginBusy();
      worker.world.fake.mode.user = 'u2';
      return worker;
    },
    run: pair,
    expectKept: expectLeftOrKept,
  },
  {
    name: 'pairing again, after the token was refused',
    async prepare() {
      const worker = await begun(['j1']);
      worker.world.fake.revokeTokens();
      await worker.rest();
      expect((await worker.world.view()).phase).toBe('unauthorized');
      return worker;
    },
    run: pair,
    async expectKept(worker, answered) {
      if ((await paired(worker))?.token === server.token) {
        expect(answered).toBe(false);
        expect((await worker.world.view()).phase).toBe('unauthorized');
        await pair(worker);
      }
      await expectFollowed(worker);
    },
  },
  {
    name: 'connecting a basic server',
    prepare: beginBusy,
    run: ({ instance }) =>
      connectBasic(instance().context, { url: 'http://127.0.0.1:9000', token: 'theirs' }),
    expectKept: expectLeftOrKept,
  },
  {
    name: 'unpair',
    prepare: beginBusy,
    run: ({ instance }) => unpair(instance().context),
    expectKept: expectLeftOrKept,
  },
  {
    name: 'unpair by the list of tokens',
    prepare: beginBusy,
    run: ({ instance }) => revokeToken(instance().context, 't2'),
    expectKept: expectLeftOrKept,
  },
  {
    name: 'revoking the token of another browser',
    prepare: () => begun(['j1']),
    run: ({ instance }) => revokeToken(instance().context, 't1'),
    async expectKept(worker, answered) {
      if (answered) expect(worker.world.fake.revoked).toEqual(['t1']);
      await expectFollowed(worker);
    },
  },
  {
    name: 'turning live updates off',
    prepare: () => begun(['j1']),
    run: ({ instance }) => saveConfig(instance().context, { enableWebSocket: false }),
    async expectKept(worker, answered) {
      const { enableWebSocket } = (await settings(worker)).config;
      if (answered) expect(enableWebSocket).toBe(false);
      expect((await worker.world.view()).phase).toBe(enableWebSocket ? 'live' : 'polling');
      expect(worker.world.fake.openSockets()).toHaveLength(enableWebSocket ? 1 : 0);
      await expectFollowed(worker);
    },
  },
  {
    name: 'choosing another language',
    prepare: () => begun(['j1']),
    run: ({ instance }) => saveLanguage(instance().context, 'zh-TW'),
    async expectKept(worker, answered) {
      if (answered) expect((await settings(worker)).language).toBe('zh-TW');
      await expectFollowed(worker);
    },
  },
  {
    name: 'allowing figures of use',
    prepare: () => begun(['j1']),
    run: ({ instance }) => savePreferences(instance().context, { telemetry: true }),
    async expectKept(worker, answered) {
      if (answered) expect((await settings(worker)).telemetry).toBe(true);
      await expectFollowed(worker);
    },
  },
  {
    name: 'taking an ended scan off the list',
    prepare: beginEnded,
    run: ({ instance }) => dismiss(instance().context, KEY),
    async expectKept(worker, answered) {
      await bringOn(worker);
      expect((await followed(worker)).length).toBeLessThanOrEqual(answered ? 0 : 1);
      expect(worker.made).toHaveLength(1);
    },
  },
  {
    name: 'no longer following a scan that runs',
    prepare: () => beginBasic(),
    run: ({ instance }) => dismiss(instance().context, BASIC_KEY),
    async expectKept(worker, answered) {
      const rows = await followed(worker);
      if (answered) expect(rows).toEqual([]);
      if (rows.length > 0) return expectFollowed(worker, BASIC_KEY);
      await bringOn(worker);
      end(worker, 'j1');
      await worker.rest();
      await expectNotified(worker, []);
    },
  },
  {
    name: 'marking an ended scan as read',
    prepare: beginEnded,
    run: ({ instance }) => markRead(instance().context, KEY),
    async expectKept(worker, answered) {
      await bringOn(worker);
      if (answered) expect(await followed(worker)).toMatchObject([{ read: true }]);
      await expectNotified(worker, [KEY]);
    },
  },
  {
    name: 'following a scan by its id',
    prepare: beginStartedElsewhere,
    run: ({ instance }) => followScan(instance().context, 'j1'),
    expectKept: expectFollowedOrNot,
  },
  {
    name: 'watching a scan that was started elsewhere',
    prepare: beginStartedElsewhere,
    run: ({ instance }) => watchScan(instance().context, 'j1'),
    async expectKept(worker, answered) {
      // The scan replaces the refused start in one write.
      expect((await intents(worker)).length + (await followed(worker)).length).toBe(1);
      await expectFollowedOrNot(worker, answered);
    },
  },
  {
    name: 'watching a scan that is not there any more',
    prepare: () => begun(['j1']),
    run: ({ instance }) => watchScan(instance().context, 'j9'),
    expectKept: (worker) => expectFollowed(worker),
  },
  {
    name: 'pause',
    prepare: () => begun(['j1']),
    run: ({ instance }) => controlScan(instance().context, KEY, 'pause'),
    async expectKept(worker) {
      await bringOn(worker);
      const { j1 } = Object.fromEntries(worker.world.fake.jobs);
      expect((await worker.world.stored.live.get())[KEY]?.status).toBe(j1?.status);
      await worker.alarm();
      end(worker, 'j1');
      await worker.alarm();
      await worker.rest();
      await expectNotified(worker, [KEY]);
    },
  },
];
