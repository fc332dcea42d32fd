// Makes a bare machine ready, then runs a task under Node 24. No dependencies; runs on Node 18 or newer.
// Usage: node scripts/setup.mjs [--NODE-OPTION] SCRIPT [ARGUMENTS]
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WANTED_NODE = 24;

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(`\n${text}`);
  process.exit(1);
}

/** The folder of a Node 24 binary: the running one, or the platform package brought into `.node/`. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_NODE) return path.dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const home = path.join(root, '.node', 'node_modules', name);
  if (!existsSync(path.join(home, 'bin', 'node'))) {
    say(
      `Node ${process.versions.node} is older than ${WANTED_NODE}: bringing Node ${WANTED_NODE} from npm …`,
    );
    mkdirSync(path.join(root, '.node'), { recursive: true });
    try {
      // The platform package is the binary itself; the package `node` only wraps it in an install script.
      execFileSync(
        'npm',
        [
          'install',
          '--prefix',
          '.node',
          `${name}@${WANTED_NODE}`,
          '--ignore-scripts',
          '--no-save',
          '--loglevel=error',
        ],
        {
          cwd: root,
          stdio: ['ignore', 'ignore', 'inherit'],
          shell: process.platform === 'win32',
        },
      );
    } catch {
      stop(
        `Node ${WANTED_NODE} could not be installed from npm. Install Node ${WANTED_NODE} yourself and try again.`,
      );
    }
  }
  return path.join(home, 'bin');
}

function environmentWith(nodeBin) {
  const env = { ...process.env };
  const key = Object.keys(env).find((name) => name.toLowerCase() === 'path') ?? 'PATH';
  env[key] = [path.join(root, 'node_modules', '.bin'), nodeBin, env[key]].join(path.delimiter);
  // A user's npmrc may point native builds at the headers of another Node.
  env.npm_config_nodedir = path.dirname(nodeBin);
  return env;
}

/** `npm ci` when lockfile, manifests or Node changed since the last time it succeeded. */
function installPackages(env, nodeBin) {
  const manifests = ['package-lock.json', 'package.json', 'protocol/package.json', 'server/package.json'];
  const hash = createHash('sha256').update(nodeBin);
  for (const file of manifests) hash.update(readFileSync(path.join(root, file)));
  const stamp = path.join(root, 'node_modules', '.setup-stamp');
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing packages (npm ci) …');
  try {
    execFileSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  } catch {
    stop('npm ci failed (its words are above). The npm registry must be reachable for the first run.');
  }
  writeFileSync(stamp, wanted);
}

function chromiumInPlaywrightCache() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => path.join(cache, name, 'chrome-linux', 'chrome'));
}

function findChromium() {
  const places = [
    process.env.SEO_LIVE_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...chromiumInPlaywrightCache(),
  ];
  return places.find((place) => place && existsSync(place));
}

/** Installs Debian packages as root, or says which ones a person has to install. */
function installDebian(packages, purpose) {
  const line = `apt-get update && apt-get install -y ${packages.join(' ')}`;
  const isDebian = existsSync('/usr/bin/apt-get');
  if (!isDebian || process.getuid?.() !== 0) {
    stop(
      `${purpose} needs ${packages.join(', ')}. Install it and try again${isDebian ? `:\n  sudo sh -c '${line}'` : '.'}`,
    );
  }
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  try {
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  } catch {
    stop(`apt-get could not install ${packages.join(', ')}; its words are above.`);
  }
}

/** What each task needs beside Node and packages: a file that proves a Debian package is there. */
const needs = {
  'scripts/start.ts': (args) => (args.includes('--server-only') ? [] : ['chromium', 'fonts']),
  'scripts/test.ts': () => ['chromium', 'fonts', 'realSite', 'plainServer'],
  'scripts/screenshots.ts': () => ['chromium', 'fonts'],
  'bench/main.ts': () => [],
};

function provideSystemPackages(task, args, env) {
  const wanted = needs[task]?.(args) ?? [];
  const missing = [];
  if (wanted.includes('chromium') && !findChromium()) missing.push('chromium');
  if (
    wanted.includes('fonts') &&
    existsSync('/usr/bin/apt-get') &&
    !existsSync('/usr/share/fonts/opentype/noto')
  ) {
    missing.push('fonts-noto-cjk');
  }
  if (wanted.includes('realSite') && !existsSync('/usr/share/debian-reference/index.zh-tw.html')) {
    missing.push('debian-reference-zh-tw');
  }
  // For Debian's own python: another one on PATH does not see them.
  if (wanted.includes('plainServer')) {
    for (const name of ['socketio', 'fastapi', 'uvicorn', 'websockets']) {
      if (!existsSync(`/usr/lib/python3/dist-packages/${name}`)) missing.push(`python3-${name}`);
    }
  }
  if (missing.length > 0) installDebian(missing, `This task (${task})`);
  const chromium = findChromium();
  if (chromium) env.SEO_LIVE_CHROMIUM = chromium;
}

const words = process.argv.slice(2);
const scriptAt = words.findIndex((word) => !word.startsWith('--'));
if (scriptAt === -1) stop('Usage: node scripts/setup.mjs [--NODE-OPTION] SCRIPT [ARGUMENTS]');
const nodeOptions = words.slice(0, scriptAt);
const [task, ...args] = words.slice(scriptAt);
const nodeBin = findNode();
const env = environmentWith(nodeBin);
installPackages(env, nodeBin);
provideSystemPackages(task, args, env);

const node = path.join(nodeBin, process.platform === 'win32' ? 'node.exe' : 'node');
const child = spawn(node, [...nodeOptions, path.join(root, task), ...args], {
  cwd: root,
  env,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
