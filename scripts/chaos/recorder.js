// Stands before the built background: tells the collector what is stored, dialled and told, and nothing else.
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
  let resting = false;
  let polledUntil = 0;
  // Resting: the next question is the alarm's, as when the worker sleeps.
  const enter = (view) => {
    const rests = view.phase === 'polling' && view.nextTryAt !== null;
    if (view.phase !== phase || rests !== resting) tell({ kind: 'phase', phase: view.phase, resting: rests });
    phase = view.phase;
    resting = rests;
  };
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

  // What the last life has stored, but had no time to tell.
  const tellWhatIsHeld = async () => {
    const { live = {}, connection } = await chrome.storage.session.get(['live', 'connection']);
    const { followed = [] } = await chrome.storage.local.get('followed');
    for (const job of followed) {
      const message = job.end ?? live[job.key];
      if (message) {
        tell({ kind: 'held', jobId: message.job_id, epoch: message.epoch, seq: message.seq });
      }
    }
    if (connection && phase === 'idle') enter(connection);
  };
  void tellWhatIsHeld();

  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      const dialledAt = Date.now();
      let opened = false;
      this.addEventListener('open', () => {
        opened = true;
        tell({ kind: 'attempt', ok: true, dialledAt });
      });
      this.addEventListener('close', () => {
        if (!opened) tell({ kind: 'attempt', ok: false, dialledAt });
      });
    }
  };

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
      const { newValue } = changes.connection;
      if (phase === 'polling' && newValue?.phase !== 'polling') polledUntil = Date.now() + 6000;
      if (newValue) enter(newValue);
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
        const held = before.get(job.key);
        if (job.end && !held?.end) {
          if (isPolling()) tell({ kind: 'explained', jobId: job.jobId });
          tell(place(job.end, true));
        }
        if (job.notify === 'done' && held?.notify !== 'done') tell({ kind: 'noted', jobId: job.jobId });
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
      const jobs = keys.map((key) => key.split('|').at(-1));
      for (const jobId of jobs) tell({ kind: 'telling', jobId, id });
      const made = await create(id, ...rest);
      for (const jobId of jobs) tell({ kind: 'told', jobId, id });
      return made;
    };
  }
})();
