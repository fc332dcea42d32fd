import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';

/** Tries the server at once when access is given or removed during a scan. */
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
