/** A page of Playwright or of puppeteer. */
interface Looked {
  evaluate(look: () => string[]): Promise<string[]>;
}

/** Text that overflows, and controls that overlap or are too small to click. Empty when there are no faults. */
export const layoutFaults = (page: Looked): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent || element.getAttribute('aria-label') || element.className).slice(0, 40)}"`;
    const faults: string[] = [];
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.body.querySelectorAll('*')].filter(
        (element) => element.getBoundingClientRect().right > root.getBoundingClientRect().right + 1,
      );
      faults.push(`${root.scrollWidth} > ${root.clientWidth}: ${wide.slice(0, 3).map(name).join(', ')}`);
    }
    const zoom = Number(root.style.zoom || 1);
    // A control under a dialog cannot be clicked.
    const dialog = document.querySelector('dialog:modal');
    if (dialog && dialog.scrollWidth > dialog.clientWidth) faults.push('the dialog is too narrow');
    const reach = dialog ?? document;
    const controls = [...reach.querySelectorAll('a, button, input, select, summary')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    for (const [index, { element, box }] of controls.entries()) {
      if (box.height < 23.5 * zoom || box.width < 23.5 * zoom) {
        const inBox = element.matches('.field input');
        if (!inBox) faults.push(`${name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
      for (const other of controls.slice(index + 1)) {
        if (element.contains(other.element) || other.element.contains(element)) continue;
        const apart =
          box.right <= other.box.left + 0.5 ||
          other.box.right <= box.left + 0.5 ||
          box.bottom <= other.box.top + 0.5 ||
          other.box.bottom <= box.top + 0.5;
        if (!apart) faults.push(`${name(element)} lies on ${name(other.element)}`);
      }
    }
    return faults;
  });
