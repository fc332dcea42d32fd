import { test as base } from '@playwright/test';
import { type Firefox, launchFirefox } from '../browser/launchFirefox.ts';
import { type ServerProcess, startServer } from '../server/serverProcess.ts';
import { pairByHand } from './firefoxScreens.ts';

export { expect } from '@playwright/test';

interface FirefoxScene {
  /** A server process for this test. */
  server: ServerProcess;
  /** `boot_id` of each background instance that connected, in order. */
  boots: string[];
  /** Real Firefox, not paired yet. */
  firefox: Firefox;
  /** The same, paired with the server by hand. */
  paired: Firefox;
}

/** Each test has its own server, data and browser profile. It uses Playwright's runner, not its browsers. */
export const test = base.extend<FirefoxScene>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
  boots: async ({}, use) => use([]),
  server: async ({ boots }, use) => {
    const server = await startServer({
      env: { SCAN_RATE_PER_HOST: '50', LOG_LEVEL: 'info' },
      onLog: ({ msg, boot_id: bootId }) => {
        if (msg === 'socket connected') boots.push(String(bootId));
      },
    });
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
  firefox: async ({}, use) => {
    const firefox = await launchFirefox();
    await use(firefox);
    await firefox.close();
  },
  paired: async ({ firefox, server }, use) => {
    const { server: url, code } = await server.pair('anna');
    await pairByHand(firefox, url, code);
    await use(firefox);
  },
});
