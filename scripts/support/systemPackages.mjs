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

const file = (name, installedFile) => ({ name, isInstalled: () => existsSync(installedFile) });
const pythonModule = (name) =>
  file(`python3-${name.replaceAll('_', '-')}`, `/usr/lib/python3/dist-packages/${name}`);

/** Debian packages by purpose, each with a test whether it is installed. */
const packages = {
  chromium: [{ name: 'chromium', isInstalled: () => findChromium() !== undefined }],
  firefox: [{ name: 'firefox-esr', isInstalled: () => findFirefox() !== undefined }],
  // Systems other than Debian have their own fonts.
  fonts: [
    { name: 'fonts-noto-cjk', isInstalled: () => !isDebian || existsSync('/usr/share/fonts/opentype/noto') },
  ],
  realSite: [file('debian-reference-zh-tw', '/usr/share/debian-reference/index.zh-tw.html')],
  ownAuthority: [file('openssl', '/usr/bin/openssl'), file('libnss3-tools', '/usr/bin/certutil')],
  fastapi: ['aiohttp', 'fastapi', 'prometheus_client', 'pytest', 'socketio', 'uvicorn', 'websockets'].map(
    pythonModule,
  ),
  venv: [file('python3-venv', '/usr/lib/python3.11/ensurepip')],
};

/**
 * Installs the missing packages, as root. Throws an error with instructions when it is not allowed to or when
 * the installation fails.
 */
export function provideDebian(wanted, purpose, say) {
  const missing = wanted
    .flatMap((need) => packages[need])
    .filter(({ isInstalled }) => !isInstalled())
    .map(({ name }) => name);
  if (missing.length === 0) return;
  if (!isDebian || process.getuid?.() !== 0) {
    const line = `apt-get update && apt-get install -y ${missing.join(' ')}`;
    const command = isDebian ? `:\n  sudo sh -c '${line}'` : '.';
    throw new Error(`${purpose} needs ${missing.join(', ')}. Install it and try again${command}`);
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
    throw new Error(`apt-get could not install ${missing.join(', ')}; its output is above.`);
  }
}
