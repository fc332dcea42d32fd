export interface BenchResult {
  bench: string;
  figures: Record<string, number>;
  peers: Record<string, Record<string, number>>;
  /** Ours divided by the peer's. */
  ratios: Record<string, number>;
  /** Lowest and highest of the runs behind each median; of one run: lowest, middle and highest of its samples. */
  spread: Record<string, [number, number] | [number, number, number]>;
  runs: number;
  node: string;
  cores: number;
}

export interface BenchOptions {
  pages: number;
  runs: number;
  /** How long updates are followed. */
  seconds: number;
  say: (line: string) => void;
}

/** `failures` are the limits that were not kept, in words. */
export type Bench = (options: BenchOptions) => Promise<{ result: BenchResult; failures: string[] }>;
