import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The files of this project share workers and their document. What tests usually change is undone here, in one
// place; a test that changes anything else undoes it itself.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  if ('location' in globalThis) location.hash = '';
  if ('document' in globalThis) {
    document.title = '';
    document.documentElement.removeAttribute('lang');
  }
});
