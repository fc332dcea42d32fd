import type { Page, Worker } from '@playwright/test';

export interface Seen {
  /** Updates that could be seen: the count of pages read, or the percent of the badge. */
  value: number;
  /** When, ms of the machine's clock. */
  at: number;
}

/**
 * Notes when a count of pages was painted: what stands in the document when a frame begins is on the
 * screen when the next task after that frame runs. The answer gives what was painted after `since`.
 */
export async function watchPaint(page: Page): Promise<(since?: number) => Promise<Seen[]>> {
  await page.evaluate(() => {
    const seen: { value: number; at: number }[] = [];
    Object.assign(globalThis, { painted: seen });
    const note = () =>
      requestAnimationFrame(() => {
        const words = document.querySelector('[data-testid="progress-line"]')?.textContent ?? '';
        const value = Number(/([\d,]+) of/.exec(words)?.[1]?.replaceAll(',', ''));
        if (Number.isNaN(value) || value === seen.at(-1)?.value) return;
        const afterFrame = new MessageChannel();
        afterFrame.port1.onmessage = () => seen.push({ value, at: Date.now() });
        afterFrame.port2.postMessage(null);
      });
    new MutationObserver(note).observe(document.body, {
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

/** Notes each percent the badge was given, once the browser has taken it. */
export async function watchBadge(worker: Worker): Promise<() => Promise<Seen[]>> {
  await worker.evaluate(() => {
    const seen: { value: number; at: number }[] = [];
    Object.assign(globalThis, { badges: seen });
    const scope = globalThis as unknown as { browser?: typeof chrome };
    for (const place of new Set([chrome.action, scope.browser?.action])) {
      if (!place) continue;
      const set = place.setBadgeText.bind(place) as (details: { text: string }) => Promise<void>;
      Object.assign(place, {
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
