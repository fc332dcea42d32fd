// Run after every `npm install` that changes packages: node scripts/completeLockfile.mjs
//
// npm drops an optional platform package from the lockfile when the registry in use does not have it, and
// `npm ci` then refuses that lockfile ("Missing: … from lock file"). This script adds the dropped packages again,
// with the platform from their name, so that other platforms skip them.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
];
const processors = { gnueabihf: 'arm', musleabihf: 'arm', eabi: 'arm' };
const knownProcessors = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'universal',
  'wasm32',
];

function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => knownProcessors.includes(word)) ?? processors[words.at(-1)];
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(os ? { os: [os] } : {}) };
}

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${place}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (
      !/^\d/.test(version) ||
      lock.packages[nested]?.version === version ||
      lock.packages[hoisted]?.version === version
    )
      continue;
    lock.packages[lock.packages[hoisted] ? nested : hoisted] = {
      version,
      ...platformOf(name),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? 'The lockfile is complete.' : `Added:\n  ${added.join('\n  ')}`);
