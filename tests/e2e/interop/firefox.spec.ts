import { test } from '@playwright/test';
import { openFirefox } from '../../support/interop/firefox.ts';
import { interopServers } from '../../support/interop/servers.ts';
import { wholeJob } from '../../support/interop/wholeJob.ts';

for (const [name, open] of Object.entries(interopServers)) {
  test(`the whole job in Firefox against ${name}`, () => wholeJob(openFirefox, open));
}
