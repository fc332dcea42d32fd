import { normalizeServerUrl } from '../api/serverUrl';
import { type Answer, succeed } from '../state/answer';
import { basicIdOf } from '../state/basicServer';
import { failureTraitsOf } from '../state/failureTraits';
import type { PairedServer, ServerInfo } from '../state/pairedServer';
import { changeServer, withoutToken } from './pairWithServer';
import type { ActionContext } from './withServer';

/**
 * Connects a basic server. This only checks that the server answers: the first scan shows whether the token,
 * which may be empty, is right.
 */
export async function connectBasic(
  { state, connection, apiAt, now }: ActionContext,
  request: { url: string; token: string },
): Promise<Answer<ServerInfo>> {
  const url = normalizeServerUrl(request.url);
  if (!url.ok) return url;
  const token = request.token.trim().replace(/^Bearer\s+/i, '');
  const ask = (as?: string) => apiAt(url.value, as, 'plain').config();
  const there = await ask();
  if (!there.ok) {
    const { refusesToken, mayBeBasic } = failureTraitsOf(there.error.code);
    if (!refusesToken && !mayBeBasic) return there;
  }
  // First without the token, which must reach no other server. The answer with the token is the one that is
  // normal from now on.
  const known = token ? await ask(token) : there;
  const code = known.ok ? undefined : known.error.code;
  const answers = code && failureTraitsOf(code).mayBeBasic ? { answers: code } : {};
  const server: PairedServer = {
    ...basicIdOf(url.value),
    url: url.value,
    name: new URL(url.value).host,
    version: '',
    token,
    pairedAt: new Date(now()).toISOString(),
    kind: 'plain',
    ...answers,
  };
  await changeServer(state, server);
  await connection.ensure();
  return succeed(withoutToken(server));
}
