import '@/lib/screen/strict';
import { defineBackground } from 'wxt/utils/define-background';
import { createBackground } from '@/lib/createBackground';
import { registerAlarms } from '@/lib/listeners/registerAlarms';
import { registerMenus } from '@/lib/listeners/registerMenus';
import { registerMessages } from '@/lib/listeners/registerMessages';
import { registerNotifications } from '@/lib/listeners/registerNotifications';
import { registerPermissions } from '@/lib/listeners/registerPermissions';
import { registerPorts } from '@/lib/listeners/registerPorts';
import { registerRuntime } from '@/lib/listeners/registerRuntime';
import { registerStorage } from '@/lib/listeners/registerStorage';

export default defineBackground(() => {
  const background = createBackground();
  // All before any await: the event that woke the worker reaches only listeners that are registered at once.
  registerAlarms(background);
  registerMenus(background);
  registerMessages(background);
  registerNotifications(background);
  registerPermissions(background);
  registerPorts(background);
  registerRuntime(background);
  registerStorage(background);
  void background.wake();
});
