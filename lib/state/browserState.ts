import { browser } from 'wxt/browser';
import { createState } from './createState';

/** The state in this browser's storage, for entries and screens. */
export const browserState = createState({ local: browser.storage.local, session: browser.storage.session });
