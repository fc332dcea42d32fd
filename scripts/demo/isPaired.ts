import type { Extension } from '../../tests/support/browser/launchExtension.ts';

/** Whether the profile of an earlier demo is paired and the server still accepts its token. */
export async function isPaired(extension: Extension): Promise<boolean> {
  const worker = await extension.worker();
  return worker.evaluate(async () => {
    const { server } = (await chrome.storage.local.get('server')) as {
      server?: { url: string; token: string };
    };
    if (!server) return false;
    const answer = await fetch(`${server.url}/api/tokens`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    return answer.ok;
  });
}
