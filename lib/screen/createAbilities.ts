import { panelNeedsPermission, richNotifications, telemetryConsent } from '../browserDifferences';
import { hostPattern } from '../state/hostPattern';

interface Asked {
  origins?: string[];
  /** Firefox only. */
  data_collection?: string[];
}

/** The part of `browser.permissions` that is used. */
export interface Permissions {
  request(asked: Asked): Promise<boolean>;
  remove(asked: Asked): Promise<boolean>;
}

/** Requests of a screen to the browser. Each must be called in a click, before the first `await`. */
export function createAbilities(permissions: Permissions) {
  const orFalse = (answer: Promise<boolean>) => answer.catch(() => false);
  return {
    keepsNotifications: richNotifications,
    panelNeedsPermission,
    allowHost: async (server: string): Promise<boolean> => {
      const pattern = hostPattern(server);
      return pattern !== null && orFalse(permissions.request({ origins: [pattern] }));
    },
    consentToTelemetry: async (wished: boolean): Promise<boolean> => {
      if (!telemetryConsent) return true;
      return orFalse(wished ? permissions.request(telemetryConsent) : permissions.remove(telemetryConsent));
    },
  };
}
