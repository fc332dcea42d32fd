import { basicStates } from './basicStates.ts';
import { connectionStates } from './connectionStates.ts';
import { hardTextStates } from './hardTextStates.ts';
import { measuredStates } from './measuredStates.ts';
import { scanStates } from './scanStates.ts';
import { createSeeder, type Seed, type SeedOptions } from './seeder.ts';

const states = {
  ...connectionStates,
  ...scanStates,
  ...hardTextStates,
  ...measuredStates,
  ...basicStates,
};

export type SeedName = keyof typeof states;
export const seedNames = Object.keys(states) as SeedName[];

/** The storage of a named state, e.g. for `chrome.storage.local.set(seed.local)` in an extension page. */
export const seedState = (name: SeedName, options: SeedOptions): Seed => states[name](createSeeder(options));
