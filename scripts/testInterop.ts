// npm run test:interop: the tests of the FastAPI integration with the current releases from PyPI, and its
// README from an empty folder with the install line as it stands. Without PyPI it says so and ends well.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPytest } from './support/readReports.ts';
import { root, run } from './support/run.ts';

const PYPI_MS = 60_000;
const WITHOUT = new Set(['__pycache__', 'build', '.data']);

const temporary = mkdtempSync(path.join(tmpdir(), 'seo-live-interop-'));
const python = path.join(temporary, 'venv', 'bin', 'python');
const pip = ['-m', 'pip', '--disable-pip-version-check'];

/** A copy of it and of what its tests read, because pip builds beside what it installs. */
function copyOfIntegration(): string {
  for (const folder of ['integrations/fastapi', 'protocol/src', 'tests/interop']) {
    cpSync(path.join(root, folder), path.join(temporary, folder), {
      recursive: true,
      filter: (source) => !WITHOUT.has(path.basename(source)) && !source.endsWith('.egg-info'),
    });
  }
  cpSync(path.join(root, 'protocol', 'package.json'), path.join(temporary, 'protocol', 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(temporary, 'node_modules'));
  return path.join(temporary, 'integrations', 'fastapi');
}

/** Asked by pip, which knows proxies and mirrors: a download of one small package and no other. */
async function isPypiReachable(): Promise<boolean> {
  const asked = ['download', '--no-deps', '--retries', '0', '--timeout', '15', '-d', temporary];
  const found = run(python, [...pip, ...asked, '-q', 'python-socketio']);
  const late = new Promise<number>((resolve) => setTimeout(resolve, PYPI_MS, 1).unref());
  return (await Promise.race([found, late])) === 0;
}

async function testInterop(): Promise<number> {
  const made = await run('/usr/bin/python3', ['-m', 'venv', path.join(temporary, 'venv')]);
  if (made !== 0) {
    console.log('\nA virtual environment could not be made; the words of python3 are above.');
    return 1;
  }
  if (!(await isPypiReachable())) {
    console.log('\nSkipped: PyPI cannot be reached (pip says why above). Nothing was tested.');
    return 0;
  }
  const folder = copyOfIntegration();
  const packages = [folder, 'aiohttp', 'pytest', 'prometheus_client'];
  if ((await run(python, [...pip, 'install', '-q', ...packages])) !== 0) {
    console.log('\npip could not install the integration; its words are above.');
    return 1;
  }
  console.log('\n— the FastAPI integration, with the current releases from PyPI');
  await run(python, [...pip, 'list', '--format=freeze']);
  const report = path.join(temporary, 'pytest.xml');
  const args = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`, folder];
  const { passed, failed, skipped } = readPytest(
    report,
    await run(python, args, { SEO_LIVE_README_INSTALL: '1' }),
  );
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await testInterop();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
