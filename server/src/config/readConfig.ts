import {
  readFlag,
  readHost,
  readLevel,
  readNumber,
  readOrigins,
  readProxies,
  readText,
  readUrl,
} from './configValues.ts';

interface Setting<T> {
  /** The environment variable. */
  name: string;
  /** The value when the variable is not set, as text. */
  fallback: string;
  meaning: string;
  /** Throws an Error that says what is allowed. */
  read: (text: string) => T;
}

const setting = <T>(
  name: string,
  fallback: string,
  meaning: string,
  read: (text: string) => T,
): Setting<T> => ({
  name,
  fallback,
  meaning,
  read,
});

/** Every setting of the server. `npm run tables` writes the table in the README from it. */
export const configTable = {
  host: setting('HOST', '127.0.0.1', 'Address to listen on.', readHost),
  port: setting(
    'WEBSOCKET_PORT',
    '8001',
    'Port of REST and live updates. 0 takes any free port.',
    readNumber(0, 65_535),
  ),
  websocketEnabled: setting(
    'WEBSOCKET_ENABLED',
    'true',
    'Live updates by WebSocket. Without them the extension polls.',
    readFlag,
  ),
  websocketRollout: setting(
    'WEBSOCKET_ROLLOUT_PERCENT',
    '100',
    'Percentage of users who get live updates (always the same users). The extension polls for the others.',
    readNumber(0, 100),
  ),
  pingIntervalMs: setting(
    'WEBSOCKET_PING_INTERVAL_MS',
    '20000',
    'Milliseconds between two pings of a connection. With more than 25000, Chrome may stop the extension between two pings.',
    readNumber(1000, 600_000),
  ),
  corsOrigins: setting(
    'WEBSOCKET_CORS_ORIGINS',
    '["http://localhost:3000"]',
    'Web origins that may use this server, as a JSON list. The extension’s origin is always allowed.',
    readOrigins,
  ),
  publicUrl: setting(
    'PUBLIC_URL',
    '',
    'Address at which browsers reach this server, if it differs from HOST and port (behind a proxy).',
    readUrl,
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    '',
    'Addresses or networks of proxies, separated by commas, whose X-Forwarded-For header is trusted. None by default.',
    readProxies,
  ),
  dataDir: setting('DATA_DIR', '.data', 'Folder of the database.', readText(1, 1000)),
  serverName: setting(
    'SERVER_NAME',
    'SEO Live',
    'Name that the extension shows for this server.',
    readText(1, 100),
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'warn',
    'fatal, error, warn, info, debug or silent. With info and debug, each request is logged.',
    readLevel,
  ),
  requestsPerMinute: setting(
    'REQUESTS_PER_MINUTE',
    '600',
    'REST requests a minute for one token (or address, without a token).',
    readNumber(10, 1_000_000),
  ),
  scanRatePerHost: setting(
    'SCAN_RATE_PER_HOST',
    '5',
    'Requests a second to one host, over all scans.',
    readNumber(0.1, 10_000, 'decimal'),
  ),
  scanConcurrent: setting(
    'SCAN_CONCURRENT',
    '4',
    'Scans that run at the same time; the others queue.',
    readNumber(1, 100),
  ),
  scanConcurrentPerUser: setting(
    'SCAN_CONCURRENT_PER_USER',
    '2',
    'Scans of one user that run at the same time.',
    readNumber(1, 100),
  ),
  scanMaxPages: setting(
    'SCAN_MAX_PAGES',
    '10000',
    'Maximum pages of one scan, even if a start asks for more.',
    readNumber(1, 100_000),
  ),
  scanMaxBytes: setting(
    'SCAN_MAX_BYTES',
    '10485760',
    'Maximum bytes of one page, after decompression.',
    readNumber(10_000, 1_000_000_000),
  ),
  scanTimeoutMs: setting(
    'SCAN_TIMEOUT_MS',
    '30000',
    'Milliseconds that one page may take, to its last byte.',
    readNumber(100, 600_000),
  ),
  scanRetryAfterMs: setting(
    'SCAN_RETRY_AFTER_MS',
    '30000',
    'Milliseconds from the last failure of a scan to its second look at failures that may be temporary.',
    readNumber(0, 600_000),
  ),
  scanMaxDiskMb: setting(
    'SCAN_MAX_DISK_MB',
    '2000',
    'Megabytes of the database that one scan may fill. It then ends early, with its report.',
    readNumber(10, 1_000_000),
  ),
  dataMaxDiskMb: setting(
    'DATA_MAX_DISK_MB',
    '20000',
    'Megabytes that all scans together may fill. Scans that run then end early, with their reports.',
    readNumber(20, 10_000_000),
  ),
  scanUserAgent: setting(
    'SCAN_USER_AGENT',
    '',
    'User-Agent of the scans. Empty: SEO Live with its version.',
    readText(0, 300),
  ),
  allowPrivateAddresses: setting(
    'ALLOW_PRIVATE_ADDRESSES',
    'false',
    'Lets scans reach private and loopback addresses: for tests and for sites inside your own network.',
    readFlag,
  ),
};

export type Config = { [K in keyof typeof configTable]: ReturnType<(typeof configTable)[K]['read']> };

/** Every wrong variable, one line each. */
export class ConfigError extends Error {
  readonly lines: string[];
  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

/** Reads the settings from environment variables; an empty variable counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const lines: string[] = [];
  const entries = Object.entries(configTable).map(([key, { name, fallback, read }]) => {
    const text = env[name]?.trim() || fallback;
    try {
      return [key, read(text)];
    } catch (error) {
      lines.push(
        `${name}=${JSON.stringify(text)}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return [key, undefined];
    }
  });
  if (lines.length > 0) throw new ConfigError(lines);
  return Object.fromEntries(entries) as Config;
}
