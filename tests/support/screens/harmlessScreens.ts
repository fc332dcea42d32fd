import type { BrowserContext, Page } from '@playwright/test';
import { EXTENSION_ID } from '../../../protocol/src/extensionId.ts';

export interface Watch {
  /** Requests to anything but the extension itself and its server. */
  requests: string[];
  dialogs: string[];
  /** Messages about violations of the extension's content security policy. */
  refusals: string[];
}

/**
 * Records from now on what hostile text must never cause: requests, dialogs, policy violations. Requests to
 * `server`, the paired one, are allowed.
 */
export function watchScreens(context: BrowserContext, server?: string): Watch {
  const watch: Watch = { requests: [], dialogs: [], refusals: [] };
  const known = [`chrome-extension://${EXTENSION_ID}/`, ...(server ? [`${server}/`] : [])];
  context.on('request', (request) => {
    const url = request.url();
    if (!known.some((start) => url.startsWith(start))) watch.requests.push(url);
  });
  context.on('dialog', (dialog) => {
    watch.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  context.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) watch.refusals.push(message.text());
  });
  return watch;
}

/** Elements, attributes and characters that only hostile text can have added; empty when there are none. */
export const foreignPieces = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // Characters that reverse or hide the text around them.
    const turning = /\p{Cc}|(?![\u200c\u200d])\p{Cf}/u;
    const known = new Set(
      (
        'a abbr article aside b bdi br button circle code dd details div dl dt fieldset footer form g h1 h2 h3 h4 ' +
        'header i input label legend li line main mark nav ol option p path polyline progress q rect section ' +
        'select small span strong summary svg table tbody td text th thead time title tr ul defs use'
      ).split(' '),
    );
    const faults: string[] = [];
    for (const element of document.querySelectorAll('#root *')) {
      const name = element.localName;
      if (!known.has(name)) faults.push(`<${name}>`);
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith('on')) faults.push(`<${name} ${attribute}>`);
        if (turning.test(value)) faults.push(`<${name} ${attribute}> turns text`);
        if (attribute === 'src' || attribute === 'srcset') faults.push(`<${name} ${attribute}="${value}">`);
        if (attribute === 'style' && /url\(/i.test(value)) faults.push(`<${name} style="${value}">`);
      }
      if (!(element instanceof HTMLAnchorElement)) continue;
      const inside = element.getAttribute('href')?.startsWith('#') || element.origin === location.origin;
      if (inside) continue;
      if (!['http:', 'https:'].includes(element.protocol)) faults.push(`link to ${element.href}`);
      if (element.rel !== 'noopener noreferrer' || element.target !== '_blank')
        faults.push(`link to ${element.href} with rel "${element.rel}" and target "${element.target}"`);
    }
    const text = document.querySelector('#root')?.textContent ?? '';
    if (turning.test(text)) faults.push('text that turns what stands around it');
    if (turning.test(document.title)) faults.push('a title that turns what stands around it');
    return faults;
  });
