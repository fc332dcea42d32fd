import type { Page, Worker } from '@playwright/test';

export interface Seen {
  /** The shown value: the count of pages read, or the percent of the badge. */
  value: number;
  /** Time in ms of the machine's clock. */
  at: number;
}

/**
 * Records when a count of pages was painted. The content of the document at the start of a frame is on the screen
 * when the first task after that frame runs. The returned function lists the paints after `since`.
 */
export async function watchPaint(page: Page): Promise<(since?: number) => Promise<Seen[]>> {
  await page.evaluate(() => {
    const seen: { value: number; at: number }[] = [];
    Object.assign(globalThis, { painted: seen });
    const onMutation = () =>
      requestAnimationFrame(() => {
        const text = document.querySelector('[data-testid="progress-line"]')?.textContent ?? '';
        const value = Number(/([\d,]+) of/.exec(text)?.[1]?.replaceAll(',', ''));
        if (Number.isNaN(value) || value === seen.at(-1)?.value) return;
        const afterFrame = new MessageChannel();
        afterFrame.port1.onmessage = () => seen.push({ value, at: Date.now() });
        afterFrame.port2.postMessage(null);
      });
    new MutationObserver(onMutation).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return (since = 0) =>
    page.evaluate(
      (from) => (globalThis as unknown as { painted: Seen[] }).painted.filter(({ at }) => at > from),
      since,
    );
}

/** Records each percent of the badge, once the browser has accepted it. */
export async function watchBadge(worker: Worker): Promise<() => Promise<Seen[]>> {
  await worker.evaluate(() => {
    const seen: { value: number; at: number }[] = [];
    Object.assign(globalThis, { badges: seen });
    const scope = globalThis as unknown as { browser?: typeof chrome };
    for (const api of new Set([chrome.action, scope.browser?.action])) {
      if (!api) continue;
      const set = api.setBadgeText.bind(api) as (details: { text: string }) => Promise<void>;
      Object.assign(api, {
        setBadgeText: async (details: { text: string }) => {
          await set(details);
          const value = Number.parseInt(details.text, 10);
          if (!Number.isNaN(value)) seen.push({ value, at: Date.now() });
        },
      });
    }
  });
  return () => worker.evaluate(() => (globalThis as unknown as { badges: Seen[] }).badges);
}
