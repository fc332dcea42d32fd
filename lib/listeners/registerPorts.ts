import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';
import { SCREEN_PORT } from '../messages';

/** A screen that opens, or reconnects after the worker was killed, makes the background ask for the current state. */
export function registerPorts({ connection, discovery, telemetry }: Background): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== SCREEN_PORT) return;
    telemetry.screenOpened();
    port.onDisconnect.addListener(telemetry.screenClosed);
    void connection.onScreen();
    void discovery.onScreen();
  });
}
