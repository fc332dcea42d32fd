import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GECKO_ID } from '../../protocol/src/extensionId.ts';
import { launchFirefox } from '../../tests/support/browser/launchFirefox.ts';
import { openScreen, pairByHand } from '../../tests/support/screens/firefoxScreens.ts';
import type { ServerProcess } from '../../tests/support/server/serverProcess.ts';
import { root } from '../support/run.ts';

/** With these an ESR starts the extensions in the profile folder, also unsigned ones. */
const preferences = {
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'extensions.startupScanScopes': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
};

/** Removes the preferences of the remote control, so that the browser is configured as for a user. */
async function writePreferences(profile: string): Promise<void> {
  await rm(path.join(profile, 'prefs.js.puppeteer'), { force: true });
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  await writeFile(path.join(profile, 'user.js'), lines.join(''));
}

/** Makes a profile that has the extension, is paired and follows a running scan, and closes the browser again. */
export async function prepareFirefox(server: ServerProcess, user: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const profile = await mkdtemp(path.join(tmpdir(), 'seo-live-long-'));
  await mkdir(path.join(profile, 'extensions'));
  const zip = path.join(root, '.output', `seo-live-${version}-firefox.zip`);
  await copyFile(zip, path.join(profile, 'extensions', `${GECKO_ID}.xpi`));
  const firefox = await launchFirefox({ profile, preferences });
  const { server: url, code } = await server.pair(user);
  await pairByHand(firefox, url, code);
  const popup = await openScreen(firefox, 'popup.html');
  await popup.start(`https://${user}.example/`, { rate: 5 });
  await popup.page.waitForSelector('[data-testid="job"][data-status="running"]');
  await firefox.close();
  await writePreferences(profile);
  return profile;
}
