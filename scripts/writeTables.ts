// Writes the configuration tables into the README again, from the code they describe.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withTables } from './support/configTables.ts';
import { root } from './support/run.ts';

const readme = path.join(root, 'README.md');
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
