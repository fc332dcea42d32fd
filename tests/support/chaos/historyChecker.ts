/** A place in the log of a job. */
export interface Place {
  epoch: string;
  seq: number;
}

/** The events that the server appended to the log of one job, oldest first. The oldest may be deleted. */
export interface ServerJob {
  jobId: string;
  url: string;
  events: (Place & { status: string; progress: number })[];
  final: Place & { status: string };
}

/** What a worker did, in order. `instance` is the worker instance, `browser` the run of its browser. */
export type Step = { instance: string; browser: string } & (
  | (Place & { kind: 'applied'; jobId: string; status: string; progress: number; ended: boolean })
  /** The next place of the job may skip events: after a snapshot, a counted gap or a polled answer. */
  | { kind: 'explained'; jobId: string }
  /** The worker asked the browser to show the notification `id`. If the worker ends now, it may not be shown. */
  | { kind: 'notifying'; jobId: string; id: string }
  /** The browser has shown it. */
  | { kind: 'notified'; jobId: string }
  /** Stored as acknowledged: from now on no notification may follow, in this run of the browser or the next. */
  | { kind: 'acknowledged'; jobId: string }
);

/** The stored state at the end, which the screens show. */
export interface ClientJob extends Place {
  jobId: string;
  status: string;
  notified: boolean;
}

export interface History {
  server: ServerJob[];
  steps: Step[];
  client: ClientJob[];
  /** Addresses of the scans that the person started, each once. */
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

/** Each applied place of a job with the place before it. */
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
  /** Within a worker instance the place rises strictly. A new instance may repeat the last place, never an earlier one. */
  rises: ({ steps }) =>
    [...pairs(steps)].flatMap(({ step, before }) => {
      if (!before || isAfter(step, before) || (before.instance !== step.instance && isSame(step, before)))
        return [];
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
      const expected = event ? `${event.status} ${event.progress}` : 'nothing';
      return [
        {
          jobId: step.jobId,
          text: `${nameOf(step)} is ${step.status} ${step.progress}; the server appended ${expected}`,
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
      if (!before || explained || before.instance !== step.instance || before.epoch !== step.epoch) return [];
      const skipped = step.seq - before.seq - 1;
      return skipped > 0
        ? [
            {
              jobId: step.jobId,
              text: `${skipped} places before ${nameOf(step)} were skipped without a reason`,
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

  'notified once': ({ server, steps }) =>
    server.flatMap(({ jobId, final }) => {
      if (!terminal.includes(final.status)) return [];
      const own = steps.filter((step) => step.jobId === jobId);
      const notified = own.filter(({ kind }) => kind === 'notified');
      // The worker ended before it could report that the notification is shown; a later instance found it shown.
      const asked = own.findLast(({ kind }) => kind === 'notifying');
      const found =
        asked && own.some(({ kind, instance }) => kind === 'acknowledged' && instance !== asked.instance);
      if (notified.length === 0 && !found) return [{ jobId, text: 'there was no notification' }];
      // A closed browser removes its notifications, so the next run may show the notification again.
      const inOne = notified.length - new Set(notified.map(({ browser }) => browser)).size;
      return inOne > 0 ? [{ jobId, text: `${inOne + 1} notifications in one run of the browser` }] : [];
    }),

  /** A notification is requested again only before it is known to be shown, and with the same id. */
  'never two at once': ({ steps }) => {
    const asked = new Map<string, string>();
    const shown = new Set<string>();
    return steps.flatMap((step) => {
      const place = `${step.browser} ${step.jobId}`;
      if (step.kind === 'notified') shown.add(place);
      if (step.kind !== 'notifying') return [];
      const before = asked.get(place);
      asked.set(place, step.id);
      if (shown.has(place))
        return [{ jobId: step.jobId, text: 'notified again while the notification was shown' }];
      const other = before !== undefined && before !== step.id;
      return other ? [{ jobId: step.jobId, text: `notified as ${step.id} and as ${before}` }] : [];
    });
  },

  'never notified again': ({ steps }) => {
    const acknowledged = new Set<string>();
    return steps.flatMap(({ kind, jobId }) => {
      if (kind === 'acknowledged') acknowledged.add(jobId);
      return ['notifying', 'notified'].includes(kind) && acknowledged.has(jobId)
        ? [{ jobId, text: 'notified again after the acknowledgement' }]
        : [];
    });
  },

  'notifications are acknowledged': ({ client }) =>
    client.flatMap(({ jobId, status, notified }) =>
      terminal.includes(status) && !notified ? [{ jobId, text: 'the notification is not acknowledged' }] : [],
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
      .map(({ jobId, url }) => ({ jobId, text: `the person did not start ${url}` })),
  ],
};

export const ruleNames = Object.keys(rules);

/** Compares what was appended with what was applied, shown and notified. A correct history gives an empty list. */
export const checkHistory = (history: History): Violation[] =>
  Object.entries(rules).flatMap(([rule, check]) => check(history).map((found) => ({ rule, ...found })));

/** The steps of one job as text, to investigate a violation. */
export const stepsOf = (history: History, jobId: string): string[] =>
  history.steps
    .filter((step) => step.jobId === jobId)
    .map((step) =>
      step.kind === 'applied'
        ? `${step.instance} applied ${nameOf(step)} ${step.status} ${step.progress}`
        : `${step.instance} ${step.kind}`,
    );
