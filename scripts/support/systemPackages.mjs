import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const isDebian = existsSync('/usr/bin/apt-get');

function chromiumInPlaywrightCache() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => path.join(cache, name, 'chrome-linux', 'chrome'));
}

const firstOf = (places) => places.find((place) => place && existsSync(place));

export const findChromium = () =>
  firstOf([
    process.env.SEO_LIVE_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...chromiumInPlaywrightCache(),
  ]);

export const findFirefox = () =>
  firstOf([
    process.env.SEO_LIVE_FIREFOX,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ]);

const file = (name, proof) => ({ name, isThere: () => existsSync(proof) });
const pythonModule = (name) =>
  file(`python3-${name.replaceAll('_', '-')}`, `/usr/lib/python3/dist-packages/${name}`);

/** Debian packages by what they are needed for, each with how to know that it is there. */
const packages = {
  chromium: [{ name: 'chromium', isThere: () => findChromium() !== undefined }],
  firefox: [{ name: 'firefox-esr', isThere: () => findFirefox() !== undefined }],
  // Elsewhere than on Debian a system has fonts of its own.
  fonts: [
    { name: 'fonts-noto-cjk', isThere: () => !isDebian || existsSync('/usr/share/fonts/opentype/noto') },
  ],
  realSite: [file('debian-reference-zh-tw', '/usr/share/debian-reference/index.zh-tw.html')],
  ownAuthority: [file('openssl', '/usr/bin/openssl'), file('libnss3-tools', '/usr/bin/certutil')],
  fastapi: ['aiohttp', 'fastapi', 'prometheus_client', 'pytest', 'socketio', 'uvicorn', 'websockets'].map(
    pythonModule,
  ),
  venv: [file('python3-venv', '/usr/lib/python3.11/ensurepip')],
};

/**
 * Installs what is missing of these as root. Throws an error in words that a person can act on, where it may
 * not or can not.
 */
export function provideDebian(wanted, purpose, say) {
  const missing = wanted
    .flatMap((need) => packages[need])
    .filter(({ isThere }) => !isThere())
    .map(({ name }) => name);
  if (missing.length === 0) return;
  if (!isDebian || process.getuid?.() !== 0) {
    const line = `apt-get update && apt-get install -y ${missing.join(' ')}`;
    const how = isDebian ? `:\n  sudo sh -c '${line}'` : '.';
    throw new Error(`${purpose} needs ${missing.join(', ')}. Install it and try again${how}`);
  }
  say(`Installing ${missing.join(', ')} (apt-get) …`);
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
  } catch {
    throw new Error(`apt-get could not install ${missing.join(', ')}; its words are above.`);
  }
}
