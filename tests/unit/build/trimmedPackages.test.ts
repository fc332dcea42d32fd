import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeEach, expect, it, vi } from 'vitest';
import { trimmedPackages } from '../../../scripts/build/trimmedPackages.ts';

const ENTRY = '\0entry';

/** Bundles the socket's client and the schemas as the background does, without writing a file. */
const bundle = (...changed: Parameters<typeof trimmedPackages>) =>
  build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? ENTRY : undefined),
        load: (id) =>
          id === ENTRY
            ? "import { Manager } from 'socket.io-client'; import { z } from 'zod/mini'; console.log(Manager, z.int());"
            : undefined,
      },
      trimmedPackages(...changed),
    ],
    build: { write: false, rolldownOptions: { input: ENTRY } },
  });

// Vite takes the packages' files for production by this variable alone.
beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production');
  return () => vi.unstubAllEnvs();
});

it('a build loads each replaced module, and has none of the unused methods', async () => {
  const built = await bundle();
  const [{ code }] = (built as Rolldown.RolldownOutput).output;
  // Texts that are in these methods only.
  for (const name of ['reconnect_attempt', 'emitWithAck', 'probe error', 'safeParseAsync', '~standard'])
    expect(code).not.toContain(name);
  expect(code).toContain('safeParse');
});

it('a build fails and names a replaced module that has moved', async () => {
  const moved = 'socket.io-client/build/esm/moved.js';
  await expect(bundle({ [moved]: '' })).rejects.toThrow(moved);
});

it('a build fails and names an unused method that a module no longer has', async () => {
  const unused = { 'socket.io-client/build/esm/manager.js': ['reconnect', 'movedMethod'] };
  await expect(bundle({}, unused)).rejects.toThrow('manager.js has no methods movedMethod.');
});
