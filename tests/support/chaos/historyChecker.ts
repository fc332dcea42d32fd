/** A place in the log of a job. */
export interface Place {
  epoch: string;
  seq: number;
}

/** What the server has appended to the log of one job, oldest first; an old log has lost its beginning. */
export interface ServerJob {
  jobId: string;
  url: string;
  events: (Place & { status: string; progress: number })[];
  final: Place & { status: string };
}

/** What a worker did, in the order it did it. `life` is the worker's, `browser` the life of its browser. */
export type Step = { life: string; browser: string } & (
  | (Place & { kind: 'applied'; jobId: string; status: string; progress: number; ended: boolean })
  /** A reason for the next place of the job to be anywhere: a snapshot, a counted gap, a polled answer. */
  | { kind: 'explained'; jobId: string }
  /** The browser was asked to show it, under this id; one that dies in that moment may never have shown it. */
  | { kind: 'telling'; jobId: string; id: string }
  /** And has shown it. */
  | { kind: 'told'; jobId: string }
  /** Stored as told: from now on it must never be told again, in this browser or the next. */
  | { kind: 'noted'; jobId: string }
);

/** What is stored at the end, as the person sees it. */
export interface ClientJob extends Place {
  jobId: string;
  status: string;
  told: boolean;
}

export interface History {
  server: ServerJob[];
  steps: Step[];
  client: ClientJob[];
  /** Addresses whose scan the person has started, each of them once. */
  started: string[];
}

export interface Violation {
  rule: string;
  jobId: string;
  text: string;
}

type Applied = Extract<Step, { kind: 'applied' }>;
type Rule = (history: History) => Omit<Violation, 'rule'>[];

export const isAfter = (a: Place, b: Place): boolean =>
  a.epoch === b.epoch ? a.seq > b.seq : a.epoch > b.epoch;
export const isSame = (a: Place, b: Place): boolean => a.epoch === b.epoch && a.seq === b.seq;
const nameOf = ({ epoch, seq }: Place): string => `${epoch}/${seq}`;
const terminal = ['completed', 'cancelled', 'failed'];

/** Each place of a job with the one applied before it. */
function* pairs(steps: Step[]): Generator<{ step: Applied; before: Applied | null; explained: boolean }> {
  const last = new Map<string, Applied>();
  const reasons = new Set<string>();
  for (const step of steps) {
    if (step.kind === 'explained') reasons.add(step.jobId);
    if (step.kind !== 'applied') continue;
    yield { step, before: last.get(step.jobId) ?? null, explained: reasons.has(step.jobId) };
    last.set(step.jobId, step);
    reasons.delete(step.jobId);
  }
}

const rules: Record<string, Rule> = {
  /** Within a life the place strictly rises; a new life may see its last place again, never an earlier one. */
  rises: ({ steps }) =>
    [...pairs(steps)].flatMap(({ step, before }) => {
      if (!before || isAfter(step, before) || (before.life !== step.life && isSame(step, before))) return [];
      return [{ jobId: step.jobId, text: `${nameOf(step)} was applied after ${nameOf(before)}` }];
    }),

  'was appended': ({ server, steps }) =>
    steps.flatMap((step) => {
      if (step.kind !== 'applied') return [];
      const job = server.find(({ jobId }) => jobId === step.jobId);
      const first = job?.events[0];
      if (first && isAfter(first, step)) return [];
      const event = job?.events.find((appended) => isSame(appended, step));
      if (event && event.status === step.status && event.progress === step.progress) return [];
      const said = event ? `${event.status} ${event.progress}` : 'nothing';
      return [
        {
          jobId: step.jobId,
          text: `${nameOf(step)} is ${step.status} ${step.progress}; the server appended ${said}`,
        },
      ];
    }),

  'progress never falls': ({ steps }) =>
    [...pairs(steps)].flatMap(({ step, before }) =>
      before && step.progress < before.progress
        ? [{ jobId: step.jobId, text: `${step.progress} after ${before.progress} at ${nameOf(step)}` }]
        : [],
    ),

  'skips are explained': ({ steps }) =>
    [...pairs(steps)].flatMap(({ step, before, explained }) => {
      if (!before || explained || before.life !== step.life || before.epoch !== step.epoch) return [];
      const skipped = step.seq - before.seq - 1;
      return skipped > 0
        ? [
            {
              jobId: step.jobId,
              text: `${skipped} places before ${nameOf(step)} were skipped without a word`,
            },
          ]
        : [];
    }),

  'every end is seen': ({ server, client }) =>
    server.flatMap(({ jobId, final }) => {
      if (!terminal.includes(final.status)) return [];
      const seen = client.find((job) => job.jobId === jobId);
      return seen && terminal.includes(seen.status)
        ? []
        : [{ jobId, text: `ended as ${final.status}; the client shows ${seen?.status ?? 'nothing'}` }];
    }),

  'both sides are equal': ({ server, client }) =>
    server.flatMap(({ jobId, final }) => {
      const seen = client.find((job) => job.jobId === jobId);
      if (!seen || (seen.status === final.status && isSame(seen, final))) return [];
      return [
        {
          jobId,
          text: `the server stands at ${final.status} ${nameOf(final)}, the client at ${seen.status} ${nameOf(seen)}`,
        },
      ];
    }),

  'told once': ({ server, steps }) =>
    server.flatMap(({ jobId, final }) => {
      if (!terminal.includes(final.status)) return [];
      const own = steps.filter((step) => step.jobId === jobId);
      const told = own.filter(({ kind }) => kind === 'told');
      // Shown, but its worker died before it could say so: another life has found it there.
      const asked = own.findLast(({ kind }) => kind === 'telling');
      const found = asked && own.some(({ kind, life }) => kind === 'noted' && life !== asked.life);
      if (told.length === 0 && !found) return [{ jobId, text: 'nobody was told' }];
      // What was visible is gone with its browser: the next one may have to tell it again.
      const inOne = told.length - new Set(told.map(({ browser }) => browser)).size;
      return inOne > 0 ? [{ jobId, text: `told ${inOne + 1} times in one life of the browser` }] : [];
    }),

  /** Asked for again only while it is not known to be there, and under the same id: so two are never seen. */
  'never two at once': ({ steps }) => {
    const asked = new Map<string, string>();
    const shown = new Set<string>();
    return steps.flatMap((step) => {
      const place = `${step.browser} ${step.jobId}`;
      if (step.kind === 'told') shown.add(place);
      if (step.kind !== 'telling') return [];
      const before = asked.get(place);
      asked.set(place, step.id);
      if (shown.has(place)) return [{ jobId: step.jobId, text: 'told again while it was shown' }];
      const other = before !== undefined && before !== step.id;
      return other ? [{ jobId: step.jobId, text: `told as ${step.id}, and as ${before}` }] : [];
    });
  },

  'never told again': ({ steps }) => {
    const noted = new Set<string>();
    return steps.flatMap(({ kind, jobId }) => {
      if (kind === 'noted') noted.add(jobId);
      return ['telling', 'told'].includes(kind) && noted.has(jobId)
        ? [{ jobId, text: 'told again after it was noted as told' }]
        : [];
    });
  },

  'told is noted': ({ client }) =>
    client.flatMap(({ jobId, status, told }) =>
      terminal.includes(status) && !told ? [{ jobId, text: 'the duty to tell it is still open' }] : [],
    ),

  'started once': ({ server, started }) => [
    ...started.flatMap((url) => {
      const count = server.filter((job) => job.url === url).length;
      return count === 1
        ? []
        : [{ jobId: url, text: `started once by the person, ${count} times on the server` }];
    }),
    ...server
      .filter(({ url }) => !started.includes(url))
      .map(({ jobId, url }) => ({ jobId, text: `nobody has started ${url}` })),
  ],
};

export const ruleNames = Object.keys(rules);

/** Compares what was appended with what was applied, shown and told; an empty list is a history without fault. */
export const checkHistory = (history: History): Violation[] =>
  Object.entries(rules).flatMap(([rule, check]) => check(history).map((found) => ({ rule, ...found })));

/** The steps of one job, for reading what led to a violation. */
export const stepsOf = (history: History, jobId: string): string[] =>
  history.steps
    .filter((step) => step.jobId === jobId)
    .map((step) =>
      step.kind === 'applied'
        ? `${step.life} applied ${nameOf(step)} ${step.status} ${step.progress}`
        : `${step.life} ${step.kind}`,
    );
