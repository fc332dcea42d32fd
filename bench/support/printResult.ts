import type { BenchResult } from './bench.ts';

/** Prints a table on standard error, so that standard output has only the line of `--json`. */
export function printResult(result: BenchResult): void {
  const line = (name: string, value: number, note = '') =>
    console.error(`  ${name.padEnd(34)} ${String(value).padStart(10)} ${note}`);
  console.error(`\n${result.bench}: ${result.runs} runs, medians (lowest – highest)`);
  for (const [name, value] of Object.entries(result.figures)) line(name, value, range(result.spread[name]));
  for (const [peer, figures] of Object.entries(result.peers)) {
    for (const [name, value] of Object.entries(figures))
      line(`${peer} ${name}`, value, range(result.spread[`${peer}.${name}`]));
  }
  for (const [peer, ratio] of Object.entries(result.ratios)) line(`ratio to ${peer}`, ratio);
}

const range = (values?: number[]) => (values ? `(${values[0]} – ${values.at(-1)})` : '');
