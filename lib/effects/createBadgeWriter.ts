import type { Badge, IconName } from './badgeFor';

/** The part of `browser.action` that is used. */
export interface ToolbarButton {
  setBadgeText(details: { text: string }): Promise<void>;
  setBadgeBackgroundColor(details: { color: string }): Promise<void>;
  setBadgeTextColor?: (details: { color: string }) => Promise<void>;
  setTitle(details: { title: string }): Promise<void>;
  setIcon(details: { path: Record<number, string> }): Promise<void>;
}

const iconPath = (icon: IconName): Record<number, string> => {
  const prefix = icon === 'plain' ? '' : `${icon}-`;
  return { 16: `/icon/${prefix}16.png`, 32: `/icon/${prefix}32.png` };
};

/** Writes only the values that changed since the last call in this worker instance. */
export function createBadgeWriter(button: ToolbarButton) {
  let shown: Partial<Badge> = {};
  return async function updateBadge(badge: Badge): Promise<void> {
    const before = shown;
    shown = badge;
    const writes: Promise<void>[] = [];
    if (before.text !== badge.text) writes.push(button.setBadgeText({ text: badge.text }));
    if (before.title !== badge.title) writes.push(button.setTitle({ title: badge.title }));
    if (before.icon !== badge.icon) writes.push(button.setIcon({ path: iconPath(badge.icon) }));
    if (before.colour !== badge.colour) {
      writes.push(button.setBadgeBackgroundColor({ color: badge.colour }));
      if (button.setBadgeTextColor) writes.push(button.setBadgeTextColor({ color: '#FFFFFF' }));
    }
    const results = await Promise.allSettled(writes);
    // After a refusal, the next change writes all values again.
    if (results.some((result) => result.status === 'rejected')) shown = {};
  };
}
