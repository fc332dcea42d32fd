import { describe, expect, it } from 'vitest';
import { ConfigError, configTable, readConfig } from '../../../server/src/config/readConfig.ts';

const linesOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
};

describe('readConfig', () => {
  it('uses the defaults of the table', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8001,
      websocketEnabled: true,
      corsOrigins: ['http://localhost:3000'],
      scanRatePerHost: 5,
      scanMaxBytes: 10 * 1024 * 1024,
      allowPrivateAddresses: false,
      trustedProxies: [],
    });
    expect(Object.keys(config)).toEqual(Object.keys(configTable));
  });

  it('names each variable once', () => {
    const names = Object.values(configTable).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('reads set variables, and treats an empty one as not set', () => {
    const config = readConfig({
      HOST: 'localhost',
      WEBSOCKET_PORT: '0',
      WEBSOCKET_ENABLED: 'no',
      WEBSOCKET_CORS_ORIGINS: '["https://Intranet.example", "chrome-extension://abc"]',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      PUBLIC_URL: 'https://seo.example/live/',
      DATA_DIR: '',
      SCAN_RATE_PER_HOST: '0.5',
    });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      websocketEnabled: false,
      corsOrigins: ['https://intranet.example', 'chrome-extension://abc'],
      trustedProxies: ['10.0.0.0/8', '::1'],
      publicUrl: 'https://seo.example/live',
      dataDir: '.data',
      scanRatePerHost: 0.5,
    });
  });

  it.each([
    ['HOST', 'http://x'],
    ['WEBSOCKET_PORT', '70000'],
    ['WEBSOCKET_PORT', '80a'],
    ['WEBSOCKET_ENABLED', 'maybe'],
    ['WEBSOCKET_CORS_ORIGINS', 'http://localhost:3000'],
    ['WEBSOCKET_CORS_ORIGINS', '["*"]'],
    ['WEBSOCKET_CORS_ORIGINS', '["https://a.example/path"]'],
    ['WEBSOCKET_CORS_ORIGINS', '[3]'],
    ['PUBLIC_URL', 'ftp://x'],
    ['TRUSTED_PROXIES', 'all'],
    ['LOG_LEVEL', 'loud'],
    ['SCAN_CONCURRENT', '0'],
    ['SCAN_CONCURRENT', '1.5'],
    ['SCAN_RATE_PER_HOST', '-1'],
    ['SERVER_NAME', 'two\nlines'],
    ['ALLOW_PRIVATE_ADDRESSES', 'perhaps'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const lines = linesOf({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name}=.*: must be .+\\.$`));
    expect(lines[0]).not.toContain('\n');
  });

  it('reports all invalid variables at once', () => {
    expect(linesOf({ WEBSOCKET_PORT: 'x', LOG_LEVEL: 'y', SCAN_MAX_PAGES: 'z' })).toHaveLength(3);
  });
});
