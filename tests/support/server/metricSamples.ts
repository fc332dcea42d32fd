/** One sample in the Prometheus text format. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const line = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/;

/** Every sample of a metrics page. Throws at a line that is neither a sample nor a comment. */
export function samplesOf(text: string): Sample[] {
  return text
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('# '))
    .map((row) => {
      const [, name, labels = '', value] = line.exec(row) ?? [];
      if (name === undefined || value === undefined) throw new Error(`Not a sample: ${row}`);
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(pairs), value: value === '+Inf' ? Infinity : Number(value) };
    });
}

/** The value of the sample with exactly these labels. Throws when there is none. */
export function sampleValue(text: string, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels);
  const found = samplesOf(text).find(
    (sample) =>
      sample.name === name &&
      Object.keys(sample.labels).length === wanted.length &&
      wanted.every(([key, value]) => sample.labels[key] === value),
  );
  if (!found) throw new Error(`No ${name} ${JSON.stringify(labels)}`);
  return found.value;
}
