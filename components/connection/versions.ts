const numbersOf = (version: string): number[] | null => {
  const [, ...numbers] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return numbers.length ? numbers.map((part) => Number(part ?? 0)) : null;
};

function compare(left: number[], right: number[]): 'same' | 'newer' | 'older' {
  const at = left.findIndex((part, index) => part !== right[index]);
  if (at < 0) return 'same';
  return (left[at] ?? 0) > (right[at] ?? 0) ? 'newer' : 'older';
}

/** Compares the server's version with that of this extension; `unknown` when one cannot be read. */
export function compareVersions(theirs: string, ours: string): 'same' | 'newer' | 'older' | 'unknown' {
  const [left, right] = [numbersOf(theirs), numbersOf(ours)];
  return left && right ? compare(left, right) : 'unknown';
}

/** Whether the server may send something that this extension does not know. Patches add nothing. */
export function isBehind(ours: string, theirs: string): boolean {
  const [left, right] = [numbersOf(theirs), numbersOf(ours)];
  return left !== null && right !== null && compare(left.slice(0, 2), right.slice(0, 2)) === 'newer';
}
