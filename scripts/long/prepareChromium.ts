import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchExtension } from '../../tests/support/browser/launchExtension.ts';
import { openPopup, pairByHand } from '../../tests/support/screens/screens.ts';
import type { ServerProcess } from '../../tests/support/server/serverProcess.ts';

/** Makes a profile that is paired and follows a running scan, and closes the browser again. */
export async function prepareChromium(server: ServerProcess, user: string): Promise<string> {
  const profile = await mkdtemp(path.join(tmpdir(), 'seo-live-long-'));
  const extension = await launchExtension({ profile });
  const { server: url, code } = await server.pair(user);
  await pairByHand(extension, url, code);
  const popup = await openPopup(extension);
  await popup.start(`https://${user}.example/`);
  await popup.page.locator('[data-testid="job"][data-status="running"]').waitFor();
  await extension.close();
  return profile;
}
