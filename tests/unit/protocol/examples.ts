/** One example of each message as it goes over the wire; docs/protocol.md shows the same. */
export const runningMessage = {
  job_id: 'j_01JD9Z3K9Q',
  progress: 42.5,
  status: 'running',
  current_step: 'Reading pages',
  timestamp: '2026-11-22T20:04:22.664Z',
  seq: 17,
  epoch: '0mibz3k9',
  detail: {
    phase: 'crawling',
    pages: {
      discovered: 310,
      crawled: 132,
      queued: 152,
      in_flight: 8,
      failed: 2,
      refused: 1,
      skipped: { robots: 12, filter: 3, limit: 0, other: 0 },
    },
    rate_per_s: 4.8,
    eta_s: [31, 44],
    current_urls: ['https://example.com/blog/'],
    issues: { critical: 1, high: 12, medium: 40, low: 77, info: 9 },
    queue_position: 0,
    slowed: 0,
  },
};

export const completedMessage = {
  ...runningMessage,
  progress: 100,
  status: 'completed',
  current_step: 'Done',
  seq: 93,
  detail: { ...runningMessage.detail, phase: 'done', eta_s: null, current_urls: [] },
  result: { score: 83, coverage: { read: 300, discovered: 310, refused: 2 } },
};

export const failedMessage = {
  ...runningMessage,
  status: 'failed',
  current_step: 'Failed',
  seq: 94,
  error: { code: 'site_unreachable', message: 'The site refused the connection.' },
};

/** What a server that knows only the five fields sends, with a timestamp without a zone. */
export const basicMessage = {
  job_id: 'task-7',
  progress: 10,
  status: 'running',
  current_step: 'Analyzing',
  timestamp: '2026-11-22T20:04:22.664123',
};

export const problem = {
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  detail: 'You are scanning this site already.',
  code: 'already_running',
  job_id: 'j_01JD9Z3K9Q',
};
