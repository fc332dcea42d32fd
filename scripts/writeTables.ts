// Writes the configuration tables into the README again, from the code they describe.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fillConfigTables } from './support/fillConfigTables.ts';
import { root } from './support/run.ts';

const readme = path.join(root, 'README.md');
writeFileSync(readme, fillConfigTables(readFileSync(readme, 'utf8')));
