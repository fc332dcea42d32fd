import type { Extension } from '../../tests/support/browser/launchExtension.ts';

/** Whether the profile of an earlier demo is paired with this server, and the server accepts its token. */
export async function isPaired(extension: Extension, server: string): Promise<boolean> {
  const worker = await extension.worker();
  return worker.evaluate(async (url) => {
    const { server: paired } = (await chrome.storage.local.get('server')) as {
      server?: { url: string; token: string };
    };
    if (paired?.url !== url) return false;
    const answer = await fetch(`${url}/api/tokens`, {
      headers: { authorization: `Bearer ${paired.token}` },
    });
    return answer.ok;
  }, server);
}
