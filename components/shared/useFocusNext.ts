import { type RefObject, useLayoutEffect, useRef } from 'react';

const CONTROLS = 'button, a[href], input, summary';
const ROWS = '[data-row]';

/**
 * For a row that can disappear while one of its controls has the focus: the focus then moves to the next row,
 * otherwise to the one before, otherwise to the first control of the page. Without this it falls to the body,
 * and a person without a mouse starts again from the top. The row needs the attribute `data-row`.
 */
export function useFocusNext<E extends HTMLElement>(): RefObject<E | null> {
  const row = useRef<E>(null);
  useLayoutEffect(() => {
    const element = row.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      const rows = [...document.querySelectorAll(ROWS)];
      const at = rows.indexOf(element);
      const near = rows[at + 1] ?? rows[at - 1] ?? document.querySelector('main');
      // The row is still in the document now.
      queueMicrotask(() => {
        if (!element.isConnected) near?.querySelector<HTMLElement>(CONTROLS)?.focus();
      });
    };
  }, []);
  return row;
}
