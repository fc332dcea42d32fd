// Stands before the built background: tells the collector what is stored and what is told, and nothing else.
(() => {
  const collector = '__COLLECTOR__';
  const life = crypto.randomUUID().slice(0, 8);
  let n = 0;
  const tell = (record) => {
    n += 1;
    fetch(collector, { method: 'POST', body: JSON.stringify({ life, n, at: Date.now(), ...record }) }).catch(
      () => undefined,
    );
  };
  tell({ kind: 'born' });
  addEventListener('unhandledrejection', (event) => tell({ kind: 'rejection', text: String(event.reason) }));
  addEventListener('error', (event) => tell({ kind: 'rejection', text: String(event.message) }));

  let phase = 'idle';
  let polledUntil = 0;
  // Between two polls messages are always missing, and the last poll may be answered after the socket is back.
  const isPolling = () => phase === 'polling' || Date.now() < polledUntil;
  const place = (message, ended) => ({
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

  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && changes.log) {
      const before = changes.log.oldValue?.at(-1)?.at ?? '';
      for (const entry of changes.log.newValue ?? []) {
        if (entry.at < before) continue;
        if (['snapshot', 'gap'].includes(entry.state)) {
          tell({ kind: 'explained', jobId: entry.detail.split(/[ :]/)[0] });
        }
      }
    }
    if (area === 'session' && changes.connection) {
      const { newValue, oldValue } = changes.connection;
      if (newValue && newValue.phase !== oldValue?.phase) tell({ kind: 'phase', phase: newValue.phase });
      if (phase === 'polling' && newValue?.phase !== 'polling') polledUntil = Date.now() + 6000;
      phase = newValue?.phase ?? 'idle';
    }
    if (area === 'session' && changes.live) {
      const before = changes.live.oldValue ?? {};
      for (const [key, message] of Object.entries(changes.live.newValue ?? {})) {
        if (same(before[key], message)) continue;
        if (isPolling()) tell({ kind: 'explained', jobId: message.job_id });
        tell(place(message, false));
      }
    }
    if (area === 'local' && changes.followed) {
      const before = new Map((changes.followed.oldValue ?? []).map((job) => [job.key, job]));
      for (const job of changes.followed.newValue ?? []) {
        if (!job.end || before.get(job.key)?.end) continue;
        if (isPolling()) tell({ kind: 'explained', jobId: job.jobId });
        tell(place(job.end, true));
      }
    }
  });

  for (const api of new Set([globalThis.browser?.notifications, chrome.notifications])) {
    if (!api) continue;
    const create = api.create.bind(api);
    api.create = async (id, ...rest) => {
      // One of several scans stands in the list of what is told before it is shown.
      const { notified = [] } = await chrome.storage.local.get('notified');
      const keys = notified.find((entry) => entry.id === id)?.keys ?? [id];
      for (const key of keys) tell({ kind: 'told', jobId: key.split('|').at(-1) });
      return create(id, ...rest);
    };
  }
})();
