import { test } from '@playwright/test';
import { openChromium } from '../../support/interop/chromium.ts';
import { interopServers } from '../../support/interop/servers.ts';
import { wholeJob } from '../../support/interop/wholeJob.ts';

for (const [name, open] of Object.entries(interopServers)) {
  test(`the whole job in Chromium against ${name}`, () => wholeJob(openChromium, open));
}
