import { flushCompileCache } from 'node:module';
import { readConfig } from './config/readConfig.ts';
import { createApp } from './createApp.ts';

const STOP_WITHIN_MS = 15_000;

const isPortInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Runs the server until SIGINT or SIGTERM; a second signal ends it at once. */
export async function serve(args: string[]): Promise<void> {
  if (args.length > 0)
    throw new Error(`Unknown: ${args.join(' ')}. Settings are environment variables; the README lists them.`);
  const config = readConfig(process.env);
  const app = await createApp(config);

  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(130);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await app.stop();
    // Idle connections to scanned sites would keep the process alive for seconds.
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  // A program that starts the server with a channel takes it along, also when that program is killed.
  process.once('disconnect', stop);

  try {
    const { url } = await app.start();
    process.stdout.write(
      `SEO Live ${app.version} listens on ${url} (data in ${config.dataDir}). Ctrl-C stops it.\n`,
    );
    // Flushed now, because a killed server could not write this cache, which makes the next start faster.
    flushCompileCache();
  } catch (error) {
    await app.stop();
    if (!isPortInUse(error)) throw error;
    throw new Error(
      `Port ${config.port} on ${config.host} is in use. Stop what listens there, or set WEBSOCKET_PORT to another.`,
    );
  }
}
