import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The files of this project share workers and their document, so each test leaves both as it found them.
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  if ('location' in globalThis) location.hash = '';
});
