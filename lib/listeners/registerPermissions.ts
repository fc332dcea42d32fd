import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';

/** Access that is given or taken away in mid-scan: whether the server can be asked is found out at once. */
export function registerPermissions({ connection, sender, attempt, followConsent }: Background): void {
  const changed = ({ origins = [] }: { origins?: string[] | undefined }) => {
    void attempt('Consent', followConsent());
    if (origins.length === 0) return;
    void connection.onScreen();
    void sender.sendIntents();
  };
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
}
