// npm run tables: updates the configuration tables of the README from the code.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fillConfigTables } from './support/fillConfigTables.ts';
import { root } from './support/run.ts';

const readme = path.join(root, 'README.md');
writeFileSync(readme, fillConfigTables(readFileSync(readme, 'utf8')));
