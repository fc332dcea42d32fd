/** The part of `browser.contextMenus` that is used. */
interface Menus {
  removeAll(): Promise<void>;
  create(item: { id: string; title: string; contexts: ['link'] }): unknown;
}

/** Creates the one context menu entry of links, or removes it if `title` is null. Unchanged titles are not written. */
export function createMenu(menus: Menus) {
  let shown: string | null | undefined;
  return async function offerToFollow(title: string | null): Promise<void> {
    if (title === shown) return;
    await menus.removeAll();
    if (title !== null) menus.create({ id: 'follow', title, contexts: ['link'] });
    shown = title;
  };
}
