// Runs before the built background: reports to the collector what is stored, connected and notified.
(() => {
  const collector = '__COLLECTOR__';
  const instance = crypto.randomUUID().slice(0, 8);
  let number = 0;
  const report = (record) => {
    number += 1;
    fetch(collector, {
      method: 'POST',
      body: JSON.stringify({ instance, number, at: Date.now(), ...record }),
    }).catch(() => undefined);
  };
  report({ kind: 'started' });
  addEventListener('unhandledrejection', (event) =>
    report({ kind: 'rejection', text: String(event.reason) }),
  );
  addEventListener('error', (event) => report({ kind: 'rejection', text: String(event.message) }));

  let phase = 'idle';
  let resting = false;
  let polledUntil = 0;
  // Resting: the alarm makes the next poll, as when the worker sleeps.
  const onConnection = (view) => {
    const rests = view.phase === 'polling' && view.nextTryAt !== null;
    if (view.phase !== phase || rests !== resting)
      report({ kind: 'phase', phase: view.phase, resting: rests });
    phase = view.phase;
    resting = rests;
  };
  // Polling skips messages, and the last poll may be answered after the socket is connected again.
  const isPolling = () => phase === 'polling' || Date.now() < polledUntil;
  const appliedRecord = (message, ended) => ({
    kind: 'applied',
    jobId: message.job_id,
    epoch: message.epoch,
    seq: message.seq,
    status: message.status,
    progress: message.progress,
    appendedAt: Date.parse(message.timestamp),
    phase,
    ended,
  });
  const same = (a, b) => a && a.epoch === b.epoch && a.seq === b.seq;

  // Reports what the previous worker instance stored but could not report.
  const reportStored = async () => {
    const { live = {}, connection } = await chrome.storage.session.get(['live', 'connection']);
    const { followed = [] } = await chrome.storage.local.get('followed');
    for (const job of followed) {
      const message = job.end ?? live[job.key];
      if (message) {
        report({ kind: 'stored', jobId: message.job_id, epoch: message.epoch, seq: message.seq });
      }
    }
    if (connection && phase === 'idle') onConnection(connection);
  };
  void reportStored();

  globalThis.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      const connectingAt = Date.now();
      let opened = false;
      this.addEventListener('open', () => {
        opened = true;
        report({ kind: 'attempt', ok: true, connectingAt });
      });
      this.addEventListener('close', () => {
        if (!opened) report({ kind: 'attempt', ok: false, connectingAt });
      });
    }
  };

  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && changes.log) {
      const before = changes.log.oldValue?.at(-1)?.at ?? '';
      for (const entry of changes.log.newValue ?? []) {
        if (entry.at < before) continue;
        if (['snapshot', 'gap'].includes(entry.state)) {
          report({ kind: 'explained', jobId: entry.detail.split(/[ :]/)[0] });
        }
      }
    }
    if (area === 'session' && changes.connection) {
      const { newValue } = changes.connection;
      if (phase === 'polling' && newValue?.phase !== 'polling') polledUntil = Date.now() + 6000;
      if (newValue) onConnection(newValue);
    }
    if (area === 'session' && changes.live) {
      const before = changes.live.oldValue ?? {};
      for (const [key, message] of Object.entries(changes.live.newValue ?? {})) {
        if (same(before[key], message)) continue;
        if (isPolling()) report({ kind: 'explained', jobId: message.job_id });
        report(appliedRecord(message, false));
      }
    }
    if (area === 'local' && changes.followed) {
      const before = new Map((changes.followed.oldValue ?? []).map((job) => [job.key, job]));
      for (const job of changes.followed.newValue ?? []) {
        const previous = before.get(job.key);
        if (job.end && !previous?.end) {
          if (isPolling()) report({ kind: 'explained', jobId: job.jobId });
          report(appliedRecord(job.end, true));
        }
        if (job.notify === 'done' && previous?.notify !== 'done')
          report({ kind: 'acknowledged', jobId: job.jobId });
      }
    }
  });

  for (const api of new Set([globalThis.browser?.notifications, chrome.notifications])) {
    if (!api) continue;
    const create = api.create.bind(api);
    api.create = async (id, ...rest) => {
      // For a notification about several scans, the list `notified` has their keys before it is shown.
      const { notified = [] } = await chrome.storage.local.get('notified');
      const keys = notified.find((entry) => entry.id === id)?.keys ?? [id];
      // By hand: this text is put before the built code and can import nothing. No id of a chaos run has a `|`.
      const jobs = keys.map((key) => key.split('|').at(-1));
      for (const jobId of jobs) report({ kind: 'notifying', jobId, id });
      const made = await create(id, ...rest);
      for (const jobId of jobs) report({ kind: 'notified', jobId, id });
      return made;
    };
  }
})();
