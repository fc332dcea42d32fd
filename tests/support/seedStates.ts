import { createSeeder, type Seed, type SeedOptions } from './seeder.ts';
import { connectionStates } from './seeds/connectionStates.ts';
import { hardTextStates } from './seeds/hardTextStates.ts';
import { measuredStates } from './seeds/measuredStates.ts';
import { plainStates } from './seeds/plainStates.ts';
import { scanStates } from './seeds/scanStates.ts';

const states = {
  ...connectionStates,
  ...scanStates,
  ...hardTextStates,
  ...measuredStates,
  ...plainStates,
};

export type SeedName = keyof typeof states;
export const seedNames = Object.keys(states) as SeedName[];

/** The storage of a named state, e.g. for `chrome.storage.local.set(seed.local)` in an extension page. */
export const seedState = (name: SeedName, options: SeedOptions): Seed => states[name](createSeeder(options));
