import { cancelScan } from '../actions/cancelScan';
import { connectBasic } from '../actions/connectBasic';
import { controlScan } from '../actions/controlScan';
import { dismiss, markRead } from '../actions/dismiss';
import { followScan } from '../actions/followScan';
import { pairWithServer, probeServer, revokeToken, unpair } from '../actions/pairWithServer';
import { fetchExport, fetchIssues, fetchPages, fetchReport } from '../actions/readReports';
import { saveConfig, saveLanguage, savePreferences } from '../actions/saveConfig';
import { startScan } from '../actions/startScan';
import { watchScan } from '../actions/watchScan';
import { withServer } from '../actions/withServer';
import type { Background } from '../createBackground';
import { type Handlers, onMessages } from '../messages';
import { type Answer, fail, succeed } from '../state/answer';

/** Commands that wait for a server are sent once one is connected. */
async function thenSend<T extends Answer<unknown>>(asked: Promise<T>, sender: Background['sender']) {
  const answer = await asked;
  if (answer.ok) void sender.sendIntents();
  return answer;
}

const handlersOf = ({ context, sender, connection, telemetry, testNotification }: Background): Handlers => ({
  startScan: (request) => startScan(context, sender, request),
  cancelScan: (id) => cancelScan(context, sender, id),
  pauseScan: (key) => controlScan(context, key, 'pause'),
  resumeScan: (key) => controlScan(context, key, 'resume'),
  followScan: (text) => followScan(context, text),
  watchScan: (jobId) => watchScan(context, jobId),
  dismiss: (id) => dismiss(context, id),
  markRead: (key) => markRead(context, key),
  probeServer: (url) => probeServer(context, url),
  pairWithServer: (request) => thenSend(pairWithServer(context, request), sender),
  connectBasic: (request) => thenSend(connectBasic(context, request), sender),
  unpair: () => unpair(context),
  listTokens: () => withServer(context, (api) => api.tokens()),
  revokeToken: (id) => revokeToken(context, id),
  saveConfig: (config) => saveConfig(context, config),
  saveLanguage: (language) => saveLanguage(context, language),
  savePreferences: (change) => savePreferences(context, change),
  testNotification: async () => ((await testNotification()) ? succeed(null) : fail('notifications_blocked')),
  painted: async (paints) => {
    telemetry.painted(paints);
    return succeed(null);
  },
  reconnect: async () => {
    await connection.reconnect();
    void sender.sendIntents(true);
    return succeed(null);
  },
  testSocket: async () => succeed(await connection.testSocket()),
  fetchReport: (key) => fetchReport(context, key),
  fetchIssues: (query) => fetchIssues(context, { ...query }),
  fetchPages: (query) => fetchPages(context, { ...query }),
  fetchExport: (request) => fetchExport(context, request),
});

export function registerMessages(background: Background): void {
  onMessages(handlersOf(background));
}
