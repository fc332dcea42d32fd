import { test as base } from '@playwright/test';
import { type Extension, type LaunchOptions, launchExtension } from '../browser/launchExtension.ts';
import { spyOnNotifications } from '../browser/notificationSpy.ts';
import { type ServerProcess, startServer } from '../server/serverProcess.ts';
import { pairByHand } from './screens.ts';

export { expect } from '@playwright/test';

interface SceneOptions {
  launch: LaunchOptions;
  serverEnv: Record<string, string>;
}

interface Scene {
  /** A server process for this test. */
  server: ServerProcess;
  /** Real Chromium, not paired yet. */
  extension: Extension;
  /** The same, paired with the server by hand. Its notifications are recorded. */
  paired: Extension;
}

/** Each test has its own server, data and browser profile. */
export const test = base.extend<SceneOptions & Scene>({
  launch: [{}, { option: true }],
  serverEnv: [{}, { option: true }],
  server: async ({ serverEnv }, use) => {
    const server = await startServer({ env: { SCAN_RATE_PER_HOST: '50', ...serverEnv } });
    await use(server);
    await server.close();
  },
  extension: async ({ launch }, use) => {
    const extension = await launchExtension(launch);
    await use(extension);
    await extension.close();
  },
  paired: async ({ extension, server }, use) => {
    const { server: url, code } = await server.pair('anna');
    await pairByHand(extension, url, code);
    await spyOnNotifications(await extension.worker());
    await use(extension);
  },
});
