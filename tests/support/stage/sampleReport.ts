import type { Evidence, Finding, IssueGroup, PageRow, Report, Severity } from '@seo-live/protocol';

const SITE = 'https://example.com';
const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

const groups: IssueGroup[] = (
  [
    ['link.broken-internal', 'critical', 15, 12, 4],
    ['title.duplicate', 'high', 18, 18, 2.4],
    ['h1.missing', 'high', 9, 9, 1.2],
    ['redirect.chain', 'high', 4, 6, 0.8],
    ['content.duplicate-exact', 'high', 2, 2, 0.6],
    ['desc.missing', 'medium', 64, 64, 3.2],
    ['img.no-alt', 'medium', 71, 40, 2],
    ['title.too-long', 'medium', 22, 22, 1.1],
    ['html.invalid-lang', 'medium', 6, 6, 0.9],
    ['link.non-descriptive', 'low', 68, 60, 0.8],
    ['title.too-short', 'low', 3, 3, 0],
    ['index.noindex', 'info', 9, 9, 0],
  ] as [string, Severity, number, number, number][]
).map(([check, severity, findings, pages, points]) => ({ check, severity, findings, pages, points }));

/** A report as the server sends it, with every part that the report page shows. */
export const sampleReport: Report = {
  job_id: 'j_shop',
  url: `${SITE}/`,
  mode: 'site',
  status: 'completed',
  partial: false,
  created_at: '2026-11-22T12:02:50.000Z',
  started_at: '2026-11-22T12:02:51.000Z',
  ended_at: '2026-11-22T12:04:03.000Z',
  options: { max_pages: 1000, rate_per_s: 5 },
  score: {
    version: 1,
    value: 83,
    pages: 286,
    deductions: groups
      .filter((group) => group.points > 0)
      .map(({ check, severity, pages, points }) => ({ check, severity, pages, points }))
      .sort((a, b) => b.points - a.points),
  },
  read: 300,
  pages: {
    discovered: 310,
    crawled: 300,
    queued: 0,
    in_flight: 0,
    failed: 0,
    refused: 2,
    skipped: { robots: 8, filter: 0, limit: 0, other: 0 },
  },
  issues: { critical: 15, high: 33, medium: 163, low: 71, info: 9 },
  groups,
  statuses: { '200': 300, '301': 14, '302': 3, '404': 7, '429': 2, '500': 1 },
  depths: { '0': 1, '1': 14, '2': 86, '3': 142, '4': 45, '5': 12 },
  not_run: [],
};

export const partialReport: Report = {
  ...sampleReport,
  status: 'cancelled',
  partial: true,
  score: { ...sampleReport.score, value: null, why_none: 'too_little_read' },
  read: 120,
  pages: { ...sampleReport.pages, crawled: 120, queued: 180 },
  not_run: ['title.duplicate', 'desc.duplicate', 'content.duplicate-exact', 'redirect.loop'],
  limits: [
    { limit: 'sitemap_urls', left_out: 12_000 },
    { limit: 'page_links', left_out: 340 },
    { limit: 'skipped_urls', left_out: null },
    { limit: 'a_limit_of_a_newer_server', left_out: 2 },
  ],
};

const finding = (check: string, severity: Severity, path: string, evidence: Evidence): Finding => ({
  check,
  severity,
  url: SITE + path,
  locator: evidence.target ?? path,
  evidence,
});

/** Findings by check, some of each kind of evidence. */
export const sampleFindings: Record<string, Finding[]> = {
  'link.broken-internal': [
    finding('link.broken-internal', 'critical', '/blog/2026/11/crawl-budget', {
      target: `${SITE}/guides/crawl-2019`,
      anchor: 'our 2019 guide',
      status: 404,
      selector: 'main article p:nth-of-type(4) a',
    }),
    finding('link.broken-internal', 'critical', '/products/%E8%8C%B6%E8%91%89', {
      target: `${SITE}/files/care.pdf`,
      anchor: '保養說明（PDF）',
      status: 404,
      selector: 'aside .downloads a:nth-child(2)',
    }),
    finding('link.broken-internal', 'critical', '/about/press', {
      target: `${SITE}/press/annual-2025`,
      anchor: 'Annual report',
      status: 500,
      selector: 'ul.press li:first-child a',
    }),
  ],
  'title.duplicate': [
    finding('title.duplicate', 'high', '/products/tea', {
      value: 'Tea leaves',
      others: [`${SITE}/products/tea?sort=price`, `${SITE}/products/tea?page=2`, `${SITE}/tea`, `${SITE}/t`],
      others_total: 17,
    }),
  ],
  'redirect.chain': [
    finding('redirect.chain', 'high', '/old', {
      hops: [
        { url: `${SITE}/old`, status: 301 },
        { url: `${SITE}/older`, status: 302 },
        { url: `${SITE}/new`, status: 200 },
      ],
      target: `${SITE}/new`,
      value: 2,
      limit: 1,
      unit: 'count',
      linked_from: [`${SITE}/`, `${SITE}/about`],
    }),
  ],
  'title.too-long': [
    finding('title.too-long', 'medium', '/blog/2026/11/crawl-budget', {
      snippet: '實測檢索預算：四千萬行伺服器紀錄告訴我們的事，以及你該如何調整網站架構',
      value: 726,
      limit: 572,
      unit: 'px',
    }),
  ],
  'img.no-alt': [
    finding('img.no-alt', 'medium', '/products/tea', {
      target: `${SITE}/img/tea-garden-panorama-2026-large.jpg`,
      selector: 'main figure img',
      snippet: '<img src="/img/tea-garden-panorama-2026-large.jpg" class="wide">',
    }),
  ],
};

const page = (path: string, change: Partial<PageRow>): PageRow => ({
  url: SITE + path,
  outcome: 'read',
  reason: null,
  status: 200,
  title: null,
  words: null,
  depth: null,
  links_in: null,
  response_ms: null,
  indexable: true,
  issues: none,
  ...change,
});

export const samplePages: PageRow[] = [
  page('/blog/2026/11/crawl-budget', {
    title: 'Crawl budget, measured: what 40 million log lines say about it',
    words: 1904,
    depth: 3,
    links_in: 12,
    response_ms: 186,
    issues: { ...none, critical: 1, medium: 1, low: 1 },
  }),
  page('/products/%E8%8C%B6%E8%91%89', {
    title: '茶葉',
    words: 402,
    depth: 2,
    links_in: 41,
    response_ms: 203,
    issues: { ...none, high: 1, medium: 1, low: 2 },
  }),
  page('/products/tea?sort=price', {
    title: 'Tea leaves',
    words: 398,
    depth: 3,
    links_in: 6,
    response_ms: 611,
    issues: { ...none, high: 1, low: 1 },
  }),
  page('/', {
    title: 'Tea from the mountains',
    words: 812,
    depth: 0,
    links_in: 214,
    response_ms: 118,
    issues: { ...none, medium: 1, low: 1 },
  }),
  page('/guides/crawl-2019', { outcome: 'failed', status: 404, depth: 4, links_in: 12, response_ms: 92 }),
  page('/cart', { outcome: 'skipped', status: null, reason: 'robots', depth: 2, links_in: 300 }),
];

/** Answers of the background to the screens, by message type; `when` selects by the data of the message. */
export const sampleAnswers = {
  fetchReport: { ok: true, value: sampleReport },
  fetchIssues: [
    ...groups.map(({ check, findings }) => ({
      when: { check },
      answer: {
        ok: true,
        value: {
          findings: sampleFindings[check] ?? [finding(check, 'medium', '/products/tea', {})],
          total: findings,
          cursor: 'more',
        },
      },
    })),
  ],
  fetchPages: { ok: true, value: { pages: samplePages, total: 310, cursor: 'more' } },
  listTokens: {
    ok: true,
    value: {
      tokens: [
        {
          id: 't1',
          client_name: 'Chrome 156 · Linux',
          created_at: '2026-11-19T09:12:00.000Z',
          last_used_at: '2026-11-22T12:04:03.000Z',
          current: true,
        },
        {
          id: 't2',
          client_name: 'Chrome 155 · Windows',
          created_at: '2026-10-02T14:40:00.000Z',
          last_used_at: null,
          current: false,
        },
      ],
    },
  },
  probeServer: {
    ok: true,
    value: {
      server_id: 'srv_demo',
      name: 'Office server',
      version: '0.1.0',
      server_time: '2026-11-22T12:04:03.000Z',
      websocket: { enabled: true, url: null },
      polling_interval_ms: 5000,
    },
  },
};
