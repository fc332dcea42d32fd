// npm run test:interop: runs the tests of the FastAPI integration with the current releases from PyPI. They
// follow the README from an empty folder, with its own install line. Without PyPI it is skipped with exit code 0.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPytest } from './support/readTestReports.ts';
import { root, run } from './support/run.ts';

const PYPI_TIMEOUT_MS = 60_000;
const NOT_COPIED = new Set(['__pycache__', 'build', '.data']);

const temporary = mkdtempSync(path.join(tmpdir(), 'seo-live-interop-'));
const python = path.join(temporary, 'venv', 'bin', 'python');
const pip = ['-m', 'pip', '--disable-pip-version-check'];

/** Copies the integration and the files its tests read, because pip writes build files next to the sources. */
function copyIntegration(): string {
  for (const folder of ['integrations/fastapi', 'protocol/src', 'tests/interop']) {
    cpSync(path.join(root, folder), path.join(temporary, folder), {
      recursive: true,
      filter: (source) => !NOT_COPIED.has(path.basename(source)) && !source.endsWith('.egg-info'),
    });
  }
  cpSync(path.join(root, 'protocol', 'package.json'), path.join(temporary, 'protocol', 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(temporary, 'node_modules'));
  return path.join(temporary, 'integrations', 'fastapi');
}

/** Downloads one small package with pip, because pip knows proxies and mirrors. */
async function isPypiReachable(): Promise<boolean> {
  const download = ['download', '--no-deps', '--retries', '0', '--timeout', '15', '-d', temporary];
  const found = run(python, [...pip, ...download, '-q', 'python-socketio']);
  const timeout = new Promise<number>((resolve) => setTimeout(resolve, PYPI_TIMEOUT_MS, 1).unref());
  return (await Promise.race([found, timeout])) === 0;
}

async function testInterop(): Promise<number> {
  const created = await run('/usr/bin/python3', ['-m', 'venv', path.join(temporary, 'venv')]);
  if (created !== 0) {
    console.log('\nNo virtual environment could be created; the output of python3 is above.');
    return 1;
  }
  if (!(await isPypiReachable())) {
    console.log('\nSkipped: PyPI cannot be reached (see the output of pip above). Nothing was tested.');
    return 0;
  }
  const folder = copyIntegration();
  const packages = [folder, 'aiohttp', 'pytest', 'prometheus_client'];
  if ((await run(python, [...pip, 'install', '-q', ...packages])) !== 0) {
    console.log('\npip could not install the integration; its output is above.');
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
