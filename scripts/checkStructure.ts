// Checks that the folders keep the rules of docs/architecture.md. Prints each breach; exits with 1 when there is one.
import { failureLooks } from '../lib/state/failureLooks.ts';
import { unusedMethods } from './build/trimmedPackages.ts';
import { findBareFailureCodes } from './structure/findBareFailureCodes.ts';
import { findFolderCircles } from './structure/findFolderCircles.ts';
import { findForbiddenImports } from './structure/findForbiddenImports.ts';
import { findMisnamedFiles } from './structure/findMisnamedFiles.ts';
import { findSqlOutsideStore } from './structure/findSqlOutsideStore.ts';
import { findTrimmedMethods } from './structure/findTrimmedMethods.ts';
import { folderRules } from './structure/folderRules.ts';
import { readSources } from './structure/readSources.ts';
import { root } from './support/run.ts';

const sources = readSources(root);
const rules = {
  'imports that no folder rule allows': findForbiddenImports(sources, folderRules),
  'comparisons with a bare failure code': findBareFailureCodes(sources, new Set(Object.keys(failureLooks))),
  'folders that import each other': findFolderCircles(sources),
  'files not named after their main export': findMisnamedFiles(sources),
  'SQL outside the store': findSqlOutsideStore(sources),
  'methods that the build removes': findTrimmedMethods(sources, unusedMethods),
};

let breaches = 0;
for (const [rule, problems] of Object.entries(rules)) {
  console.log(`${rule}: ${problems.length === 0 ? 'none' : problems.length}`);
  for (const problem of problems) console.log(`  ${problem}`);
  breaches += problems.length;
}
console.log(`${sources.length} files checked`);
process.exitCode = breaches === 0 ? 0 : 1;
