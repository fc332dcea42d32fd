import * as fc from 'fast-check';

/**
 * Random tests try the same examples at every run, so that a failure comes from the change and not from luck.
 * `SEED=random` looks for new examples; `SEED=N` repeats those of a run that failed.
 */
const { SEED } = process.env;
if (SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(SEED ?? 20_261_122) });
