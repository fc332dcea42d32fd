// Prepares a new machine, then runs a script with Node 24. Has no dependencies and runs on Node 18 or newer.
// Usage: node scripts/setup.mjs [--NODE-OPTION] SCRIPT [ARGUMENTS]
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onParentGone } from './support/onParentGone.mjs';
import { provideNginx } from './support/provideNginx.mjs';
import { findChromium, findFirefox, provideDebian } from './support/systemPackages.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** The minor version that the tests run with, so that an update of Node is a change of its own. */
const WANTED_NODE = '24.22';
/** 24.7 is the first that decodes windows-1252 as the Encoding Standard says. */
const LEAST_NODE = [24, 7];

function say(text) {
  process.stderr.write(`${text}\n`);
}

function stop(text) {
  say(`\n${text}`);
  process.exit(1);
}

const isEnough = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
};

/** The folder of a Node binary: the running one, or the platform package that npm installs into `.node/`. */
function findNode() {
  if (isEnough(process.versions.node)) return path.dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const home = path.join(root, '.node', 'node_modules', name);
  if (!existsSync(path.join(home, 'bin', 'node'))) {
    say(
      `Node ${process.versions.node} is older than ${LEAST_NODE.join('.')}: installing Node ${WANTED_NODE} from npm …`,
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
  // A user's npmrc may name the headers of another Node for native builds.
  env.npm_config_nodedir = path.dirname(nodeBin);
  return env;
}

/** Runs `npm ci` when lockfile, manifests or Node changed since its last success. */
function installPackages(env, nodeBin) {
  const manifests = [
    'package-lock.json',
    'package.json',
    'audit/package.json',
    'protocol/package.json',
    'server/package.json',
  ];
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
    stop('npm ci failed (its output is above). The npm registry must be reachable for the first run.');
  }
  writeFileSync(stamp, wanted);
}

/** What each script needs in addition to Node and packages. */
const needs = {
  'scripts/start.ts': (args) => (args.includes('--server-only') ? [] : ['chromium', 'fonts']),
  'scripts/test.ts': () => ['chromium', 'firefox', 'fonts', 'realSite', 'ownAuthority', 'nginx', 'fastapi'],
  'scripts/chaos.ts': () => ['chromium'],
  'scripts/chaosInterop.ts': () => ['chromium', 'fastapi'],
  'scripts/testInterop.ts': () => ['venv'],
  'scripts/verifyLong.ts': () => ['chromium', 'firefox'],
  'scripts/screenshots.ts': () => ['chromium', 'fonts'],
  'bench/main.ts': () => [],
};

function provideSystem(task, args, env) {
  const wanted = needs[task]?.(args) ?? [];
  const purpose = `This task (${task})`;
  try {
    provideDebian(
      wanted.filter((need) => need !== 'nginx'),
      purpose,
      say,
    );
    if (wanted.includes('nginx')) env.SEO_LIVE_NGINX = provideNginx(root, say);
  } catch (error) {
    stop(error.message);
  }
  const [chromium, firefox] = [findChromium(), findFirefox()];
  if (chromium) env.SEO_LIVE_CHROMIUM = chromium;
  if (firefox) env.SEO_LIVE_FIREFOX = firefox;
}

const argv = process.argv.slice(2);
const scriptAt = argv.findIndex((argument) => !argument.startsWith('--'));
if (scriptAt === -1) stop('Usage: node scripts/setup.mjs [--NODE-OPTION] SCRIPT [ARGUMENTS]');
const nodeOptions = argv.slice(0, scriptAt);
const [task, ...args] = argv.slice(scriptAt);
const nodeBin = findNode();
const env = environmentWith(nodeBin);
installPackages(env, nodeBin);
provideSystem(task, args, env);

const node = path.join(nodeBin, process.platform === 'win32' ? 'node.exe' : 'node');
const child = spawn(node, [...nodeOptions, path.join(root, task), ...args], {
  cwd: root,
  env,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
onParentGone(() => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
