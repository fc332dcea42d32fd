export interface BenchResult {
  bench: string;
  figures: Record<string, number>;
  peers: Record<string, Record<string, number>>;
  /** Our figure divided by the figure of the peer. */
  ratios: Record<string, number>;
  /** Lowest and highest of the runs behind each median. With one run: lowest, middle and highest of its samples. */
  spread: Record<string, [number, number] | [number, number, number]>;
  runs: number;
  node: string;
  cores: number;
}

export interface BenchOptions {
  pages: number;
  runs: number;
  /** How long updates are measured, in seconds. */
  seconds: number;
  say: (line: string) => void;
}

/** `failures` describes the limits that were not kept. */
export type Bench = (options: BenchOptions) => Promise<{ result: BenchResult; failures: string[] }>;
