import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';
import { ALARM_NAME, DISCOVERY_ALARM } from '../effects/scheduleAlarm';

export function registerAlarms({ connection, sender, refresh, discovery, telemetry }: Background): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === DISCOVERY_ALARM.name) void discovery.look();
    if (name !== ALARM_NAME) return;
    void connection.onAlarm();
    void sender.sendIntents();
    void refresh();
    void telemetry.report();
  });
}
