import { browser } from 'wxt/browser';
import type { Background } from '../createBackground';
import { ALARM_NAME } from '../effects/scheduleAlarm';

export function registerAlarms({ connection, sender, refresh }: Background): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name !== ALARM_NAME) return;
    void connection.onAlarm();
    void sender.sendIntents();
    void refresh();
  });
}
