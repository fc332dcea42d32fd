import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer } from '../../tests/support/server/serverProcess.ts';

const door = ['--max-semi-space-size=16', fileURLToPath(new URL('./pacedServer.ts', import.meta.url))];

/** A server process whose scans make `rate` updates a second, whatever is scanned. */
export const startPacedServer = (
  pace: { rate: number; seconds: number },
  env: Record<string, string> = {},
  onLog?: (line: Record<string, unknown>) => void,
): Promise<ServerProcess> =>
  startServer({
    door,
    ...(onLog && { onLog }),
    env: { PACED_RATE: String(pace.rate), PACED_SECONDS: String(pace.seconds), ...env },
  });
