import { run } from './support/run.ts';
import { lintSteps } from './support/steps.ts';

let failed = 0;
for (const step of lintSteps) failed += (await run(step.command, step.args)) === 0 ? 0 : 1;
process.exitCode = failed === 0 ? 0 : 1;
