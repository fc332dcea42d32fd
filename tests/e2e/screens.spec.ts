import { test as base, expect } from '@playwright/test';
import { axeFaults } from '../support/screens/axeFaults.ts';
import { layoutFaults } from '../support/screens/layoutFaults.ts';
import { FAILED_UUID, UUID } from '../support/seeds/basicStates.ts';
import { basicSeededKey, seededKey } from '../support/seeds/seeder.ts';
import { type SeedName, seedNames } from '../support/seeds/seedStates.ts';
import { connectionTests } from '../support/stage/connectionTests.ts';
import { partialReport, sampleAnswers } from '../support/stage/sampleReport.ts';
import { openStage, type Stage } from '../support/stage/stage.ts';

const test = base.extend<object, { stage: Stage }>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const stage = await openStage();
      await use(stage);
      await stage.close();
    },
    { scope: 'worker' },
  ],
});

interface Shown {
  name: string;
  screen: string;
  state: SeedName;
  answers?: Record<string, unknown>;
  /** Test id of a button to click first. It is enabled again when the answer has arrived. */
  press?: string;
}

const report = (job: string, more = '') => `report.html#job=${encodeURIComponent(seededKey(job))}${more}`;
const timeline = (job: string) => `report.html#job=${encodeURIComponent(basicSeededKey(job))}`;
const refused = (code: string) => ({ fetchReport: { ok: false, error: { code } } });
const newerServer = {
  probeServer: { ok: true, value: { ...sampleAnswers.probeServer.value, version: '0.12.0-beta.1' } },
};
const screens: Shown[] = [
  ...seedNames.map((state) => ({ name: `popup, ${state}`, screen: 'popup.html', state })),
  ...(['not-paired', 'idle', 'two-running', 'long-words', 'no-access'] as const).map((state) => ({
    name: `panel, ${state}`,
    screen: 'sidepanel.html',
    state,
  })),
  { name: 'welcome, new', screen: 'welcome.html', state: 'not-paired' },
  {
    name: 'welcome, invited',
    screen: 'welcome.html#server=https%3A%2F%2Fscan.example.com&code=ABCD2345',
    state: 'not-paired',
  },
  {
    name: 'welcome, a basic server',
    screen: 'welcome.html',
    state: 'not-paired',
    answers: { probeServer: { ok: false, error: { code: 'no_such_route' } } },
    press: 'probe',
  },
  { name: 'welcome, basic', screen: 'welcome.html', state: 'basic-running' },
  { name: 'welcome, basic, with a refused token', screen: 'welcome.html', state: 'basic-unauthorized' },
  { name: 'options, basic', screen: 'options.html', state: 'basic-cannot-start' },
  { name: 'timeline', screen: timeline(UUID), state: 'basic-running' },
  { name: 'timeline, stop following', screen: timeline(UUID), state: 'basic-running', press: 'leave' },
  { name: 'timeline, failed', screen: timeline(FAILED_UUID), state: 'basic-running' },
  { name: 'timeline without messages', screen: timeline('quiet'), state: 'basic-running' },
  { name: 'timeline, removed', screen: timeline('gone-1'), state: 'basic-cannot-start' },
  { name: 'timeline of an unknown scan', screen: timeline('nobody'), state: 'basic-idle' },
  {
    name: 'a link that was not followed',
    screen: 'report.html#follow=https%3A%2F%2Fexample.com%2F&refused=no_id',
    state: 'basic-idle',
  },
  { name: 'welcome, paired', screen: 'welcome.html', state: 'running' },
  { name: 'options', screen: 'options.html', state: 'idle' },
  { name: 'options, older than the server', screen: 'options.html', state: 'idle', answers: newerServer },
  {
    name: 'popup, older than the server',
    screen: 'popup.html',
    state: 'not-our-server',
    answers: newerServer,
  },
  { name: 'options, not paired', screen: 'options.html', state: 'not-paired' },
  { name: 'options, notifications blocked', screen: 'options.html', state: 'notifications-blocked' },
  { name: 'options, targets met', screen: 'options.html#quality', state: 'quality-met' },
  { name: 'options, targets missed', screen: 'options.html#quality', state: 'quality-missed' },
  {
    name: 'welcome, access refused',
    screen: 'welcome.html#server=https%3A%2F%2Fscan.example.com&code=ABCD2345',
    state: 'not-paired',
    answers: { pairWithServer: { ok: false, error: { code: 'host_permission' } } },
    press: 'connect',
  },
  { name: 'options, long words', screen: 'options.html', state: 'long-words' },
  ...connectionTests.map(
    ({ name, answers }): Shown => ({
      name: `options, connection test: ${name}`,
      screen: 'options.html#test',
      state: 'idle',
      answers,
      press: 'test-connection',
    }),
  ),
  { name: 'report', screen: report('j_shop', '&check=link.broken-internal'), state: 'idle' },
  {
    name: 'report, partial',
    screen: report('j_docs', '&check=redirect.chain'),
    state: 'idle',
    answers: { fetchReport: { ok: true, value: partialReport } },
  },
  { name: 'report, live', screen: report('j_travel'), state: 'two-running' },
  { name: 'report, live, stop following', screen: report('j_run'), state: 'cannot-cancel', press: 'leave' },
  { name: 'report, live updates lost', screen: report('j_run'), state: 'updates-lost' },
  { name: 'report, live updates back', screen: report('j_run'), state: 'updates-back' },
  { name: 'report, live with long words', screen: report('j_long'), state: 'long-words' },
  { name: 'report, failed', screen: report('j_block'), state: 'failed-scans', answers: refused('not_found') },
  { name: 'report, unreachable', screen: report('j_shop'), state: 'idle', answers: refused('network') },
  { name: 'report of an unknown scan', screen: 'report.html', state: 'idle' },
];

// 400 px, half of that at 200 % zoom, 400 px at 200 % zoom, the smallest phone, and a desktop.
const rooms = [
  { width: 400, zoom: 1 },
  { width: 400, zoom: 2 },
  { width: 800, zoom: 2 },
  { width: 320, zoom: 1 },
  { width: 1180, zoom: 1 },
];

// Colours do not depend on the language, and texts do not depend on the theme: two of the four pairs suffice.
const looks = [
  { language: 'en', colorScheme: 'light' },
  { language: 'zh-TW', colorScheme: 'dark' },
] as const;

for (const { name, screen, state, answers, press } of screens) {
  test(`${name}: axe finds nothing, nothing overflows, nothing overlaps`, async ({ stage }) => {
    const { page } = stage;
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const { language, colorScheme } of looks) {
      await page.setViewportSize({ width: 400, height: 640 });
      await page.emulateMedia({ colorScheme });
      await stage.show(screen, state, answers ? { language, answers } : { language });
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      if (press) {
        await page.getByTestId(press).click();
        await expect(page.getByTestId(press)).toBeEnabled();
      }
      const options = page.locator('button.fold');
      if (await options.count()) await options.click();
      await expect(page.getByText(/^(Loading…|載入中…)$/)).toHaveCount(0);
      // Read before axe runs: the policy refuses its styles, which logs errors.
      expect(complaints.splice(0)).toEqual([]);
      expect(page.frames()).toHaveLength(1);
      expect(await axeFaults(page)).toEqual([]);
      for (const { width, zoom } of rooms) {
        await page.setViewportSize({ width, height: 640 });
        await page.evaluate((factor) => {
          document.documentElement.style.zoom = String(factor);
        }, zoom);
        expect(await layoutFaults(page), `${language}, ${width} px, zoom ${zoom}`).toEqual([]);
      }
      complaints.length = 0;
    }
    page.removeAllListeners('console');
    page.removeAllListeners('pageerror');
  });
}

test('bars, charts and switches can be seen in forced colors, and in print', async ({ stage }) => {
  const { page } = stage;
  /** Parts whose own colour is that of what they stand on. */
  const unseen = () =>
    page.evaluate(() =>
      ['.prog > i', '.stack > i', '.parts > i', '.columns i', '.swatch', '.sw'].flatMap((selector) =>
        [...document.querySelectorAll(selector)].flatMap((element) => {
          if (!element.checkVisibility() || element.getBoundingClientRect().width === 0) return [];
          const behind = element.parentElement as Element;
          const own = getComputedStyle(element);
          const isSeen =
            own.backgroundColor !== getComputedStyle(behind).backgroundColor || own.outlineStyle === 'solid';
          return isSeen ? [] : [selector];
        }),
      ),
    );
  await page.setViewportSize({ width: 1180, height: 640 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'active' });
    for (const [screen, state] of [
      [report('j_shop'), 'idle'],
      ['popup.html', 'two-running'],
    ] as const) {
      await stage.show(screen, state, { language: 'en' });
      if (screen === 'popup.html') await page.locator('button.fold').click();
      else await page.getByTestId('report').waitFor();
      expect(await unseen(), `${screen}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: 'print' });
  await stage.show(report('j_shop'), 'idle', { language: 'en' });
  await page.getByTestId('report').waitFor();
  const lost = await page.evaluate(() =>
    ['.deductions .prog', '.stack', '.parts', '.columns i', '.swatch'].filter((selector) => {
      const part = document.querySelector(selector);
      return part === null || getComputedStyle(part).printColorAdjust !== 'exact';
    }),
  );
  expect(lost).toEqual([]);
  await page.emulateMedia({ media: 'screen' });
});

test('fifty rows of the pages table stay readable at 200 % zoom of a laptop', async ({ stage }) => {
  const { page } = stage;
  await page.setViewportSize({ width: 683, height: 320 });
  await page.emulateMedia({ colorScheme: 'light' });
  await stage.show(report('j_shop'), 'idle', { language: 'en' });
  const row = page.locator('.pages tbody tr').first();
  await row.waitFor();
  expect((await row.boundingBox())?.height).toBeLessThan(130);
  expect(await layoutFaults(page)).toEqual([]);
});

test('a link to the welcome page is shown, erased, and not sent', async ({ stage }) => {
  const { page } = stage;
  await stage.show('welcome.html#server=https%3A%2F%2Fscan.example.com&code=ABCD2345', 'not-paired', {
    language: 'en',
  });
  expect(new URL(page.url()).hash).toBe('');
  await expect(page.getByText('Connect only if you know scan.example.com')).toBeVisible();
  await expect(page.getByTestId('code')).toHaveValue('ABCD-2345');
  await expect(page.getByTestId('connected')).toHaveCount(0);
});
