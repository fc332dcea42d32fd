import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeEach, expect, it, vi } from 'vitest';
import { trimmedPackages } from '../../../scripts/build/trimmedPackages.ts';

const ENTRY = '\0entry';

/** Bundles the socket's client as the background does, without writing a file. */
const bundle = (replaced?: Record<string, string>) =>
  build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? ENTRY : undefined),
        load: (id) =>
          id === ENTRY ? "import { Manager } from 'socket.io-client'; console.log(Manager);" : undefined,
      },
      trimmedPackages(replaced),
    ],
    build: { write: false, rolldownOptions: { input: ENTRY } },
  });

// Vite takes the packages' files for production by this variable alone.
beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production');
  return () => vi.unstubAllEnvs();
});

it('a build loads each replaced module', async () => {
  await expect(bundle()).resolves.toBeDefined();
});

it('a build fails and names a replaced module that has moved', async () => {
  const moved = 'socket.io-client/build/esm/moved.js';
  await expect(bundle({ [moved]: '' })).rejects.toThrow(moved);
});
