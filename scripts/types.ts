import { run } from './support/run.ts';
import { typeSteps } from './support/steps.ts';

let failed = 0;
for (const step of typeSteps) failed += (await run(step.command, step.args)) === 0 ? 0 : 1;
process.exitCode = failed === 0 ? 0 : 1;
