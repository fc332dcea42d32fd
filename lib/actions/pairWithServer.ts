import { normalizePairingCode, type ServerConfig } from '@seo-live/protocol';
import { announcedSocketUrl, normalizeServerUrl } from '../api/serverUrl';
import { type Answer, succeed } from '../state/answer';
import type { Rows, State } from '../state/createState';
import { isOver } from '../state/followedJob';
import type { StartIntent } from '../state/intent';
import type { PairedServer, ServerInfo } from '../state/pairedServer';
import { type ActionContext, withServer } from './withServer';

export const withoutToken = ({ token: _token, ...info }: PairedServer): ServerInfo => info;

export async function probeServer({ apiAt }: ActionContext, typed: string): Promise<Answer<ServerConfig>> {
  const url = normalizeServerUrl(typed);
  return url.ok ? apiAt(url.value).config() : url;
}

/** A command for one server must not reach another. Its row stays and shows why it ended. */
const endStart = (intent: StartIntent): StartIntent =>
  intent.problem?.final ? intent : { ...intent, problem: { code: 'not_paired', final: true } };

/**
 * Running scans go on when their server is left, but are followed no more: their rows would never change
 * again, so they are removed. Ended ones stay in the list of earlier scans.
 */
const leaveServer = ({ followed, intents }: Rows): Rows => ({
  followed: followed.filter(isOver),
  intents: intents.filter((intent) => intent.kind === 'start').map(endStart),
});

/**
 * The person confirmed the socket address for one server only. It is removed before another server is stored,
 * so that the new token can never be sent to the old address.
 */
export async function changeServer(state: State, server: PairedServer | null): Promise<void> {
  const before = await state.server.get();
  if (before && before.serverId !== server?.serverId) {
    await state.settings.update((settings) =>
      settings.config.websocketUrl
        ? { ...settings, config: { ...settings.config, websocketUrl: '' } }
        : settings,
    );
  }
  const isLeft = before && (before.serverId !== server?.serverId || before.userId !== server.userId);
  await state.updateRows(isLeft ? leaveServer : (rows) => rows, { server });
}

export async function pairWithServer(
  context: ActionContext,
  request: { url: string; code: string },
): Promise<Answer<ServerInfo>> {
  const { state, connection, apiAt, clientName, now } = context;
  const url = normalizeServerUrl(request.url);
  if (!url.ok) return url;
  const api = apiAt(url.value);
  // The configuration first: tries of a code are counted, so it is only sent to a server of ours.
  const config = await api.config();
  if (!config.ok) return config;
  const paired = await api.pair(normalizePairingCode(request.code), clientName);
  if (!paired.ok) return paired;
  const server: PairedServer = {
    serverId: paired.value.server_id,
    userId: paired.value.user_id,
    url: url.value,
    socketUrl: announcedSocketUrl(config.value, url.value),
    name: paired.value.name,
    version: config.value.version,
    token: paired.value.token,
    pairedAt: new Date(now()).toISOString(),
    ...(config.value.reports === false ? { reports: false } : {}),
  };
  await changeServer(state, server);
  await connection.ensure();
  return succeed(withoutToken(server));
}

/** Revokes the token if the server answers, and forgets it here in any case. */
export async function unpair(context: ActionContext): Promise<Answer<null>> {
  await withServer(context, async (api, { kind }) => {
    // Somebody else made the token of a basic server, and may use it for other things.
    if (kind) return succeed(true);
    const list = await api.tokens();
    const own = list.ok ? list.value.tokens.find((token) => token.current) : undefined;
    return own ? api.revokeToken(own.id) : succeed(true);
  });
  await changeServer(context.state, null);
  await context.connection.ensure();
  return succeed(null);
}

/** Revoking the token in use is unpairing. */
export function revokeToken(context: ActionContext, id: string): Promise<Answer<null>> {
  return withServer(context, async (api) => {
    const list = await api.tokens();
    if (!list.ok) return list;
    if (list.value.tokens.some((token) => token.id === id && token.current)) return unpair(context);
    const answer = await api.revokeToken(id);
    return answer.ok ? succeed(null) : answer;
  });
}
