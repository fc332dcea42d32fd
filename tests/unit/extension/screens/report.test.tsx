import type { Evidence } from '@seo-live/protocol';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { EvidenceCell } from '@/components/report/EvidenceCell';
import { ReportScreen } from '@/components/report/ReportScreen';
import type { FollowedJob } from '@/lib/state/followedJob';
import { seededKey } from '../../../support/seeds/seeder';
import type { SeedName } from '../../../support/seeds/seedStates';
import {
  partialReport,
  sampleFindings,
  samplePages,
  sampleReport,
} from '../../../support/stage/sampleReport';
import { createTestScreen } from './support/onScreen';

type Query = { check?: string; cursor?: string };

function answers(report: unknown = { ok: true, value: sampleReport }) {
  return (name: string, data: unknown): unknown => {
    const { check = '', cursor } = (data ?? {}) as Query;
    if (name === 'fetchReport') return report;
    if (name === 'startScan') return { ok: true, value: { intentId: 'i_9' } };
    if (name === 'fetchPages')
      return { ok: true, value: { pages: samplePages, total: samplePages.length, cursor: null } };
    if (name !== 'fetchIssues') return { ok: true, value: null };
    const [first, ...rest] = sampleFindings[check] ?? [];
    const findings = cursor ? rest : first ? [first] : [];
    return { ok: true, value: { findings, total: rest.length + 1, cursor: cursor ? null : 'more' } };
  };
}

async function open(
  name: SeedName,
  job: string,
  answer = answers(),
  hash = '',
  language: 'en' | 'zh-TW' = 'en',
) {
  location.hash = `#job=${encodeURIComponent(job)}${hash}`;
  const world = await createTestScreen(name, answer, language);
  render(world.show(<ReportScreen />));
  return world;
}

describe('the report page', () => {
  it('shows score, deductions and coverage, and marks the scan read', async () => {
    const { asked } = await open('failed-scans', seededKey('j_new'));
    expect((await screen.findByTestId('score')).getAttribute('aria-label')).toBe('Score 83 of 100');
    expect(screen.getByText('17 points lost')).toBeTruthy();
    expect(screen.getByTestId('coverage').textContent).toContain('300 of 310 pages read');
    expect(asked).toContainEqual({ name: 'markRead', data: seededKey('j_new') });
  });

  it.each([
    ['en', '1,200 links not followed: too many links on one page', 'Limit of the server: frames'],
    ['zh-TW', '1,200 個連結未追蹤：單一頁面的連結過多', '伺服器的上限：frames'],
  ] as const)('names every limit that the scan reached, in %s', async (language, links, unknown) => {
    const limits = [
      { limit: 'page_links', left_out: 1200 },
      { limit: 'skipped_urls', left_out: null },
      { limit: 'frames', left_out: 3 },
    ];
    const answer = answers({ ok: true, value: { ...sampleReport, limits } });
    await open('idle', seededKey('j_shop'), answer, '', language);
    const shown = within(await screen.findByTestId('limits')).getAllByRole('listitem');
    expect(shown.map(({ textContent }) => textContent)).toEqual([links, expect.any(String), unknown]);
  });

  it('shows no list of limits when none was reached', async () => {
    await open('idle', seededKey('j_shop'));
    await screen.findByTestId('coverage');
    expect(screen.queryByTestId('limits')).toBeNull();
  });

  it('goes to a part again when its tab is pressed a second time', async () => {
    await open('idle', seededKey('j_shop'));
    const seen: string[] = [];
    Element.prototype.scrollIntoView = function scrollIntoView(this: Element) {
      seen.push(this.id);
    };
    const tab = await screen.findByRole<HTMLAnchorElement>('link', { name: /^Issues/ });
    // The test's document does not follow links.
    const press = () =>
      act(async () => {
        fireEvent.click(tab);
        if (location.hash !== tab.hash) location.hash = tab.hash;
      });
    await press();
    await waitFor(() => expect(seen).toContain('issues'));
    // The press and the new address may each have moved the page.
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    seen.length = 0;
    await press();
    await waitFor(() => expect(seen).toEqual(['issues']));
  });

  it('shows a loss that rounds to nothing as less than a tenth', async () => {
    const [first, ...rest] = sampleReport.score.deductions;
    const small = { ...sampleReport.score, deductions: [{ ...first!, points: 0.04 }, ...rest] };
    await open('idle', seededKey('j_shop'), answers({ ok: true, value: { ...sampleReport, score: small } }));
    const list = within(await screen.findByTestId('report')).getAllByRole('listitem');
    const points = list.map((row) => row.querySelector('.n')?.textContent);
    expect(points).toContain('<0.1');
    expect(points).not.toContain('−0.0');
  });

  it('offers as many more findings as one press shows', async () => {
    const many = (name: string, data: unknown) => {
      const answer = answers()(name, data) as { value: { total: number } };
      return name === 'fetchIssues' ? { ok: true, value: { ...answer.value, total: 2489 } } : answer;
    };
    await open('idle', seededKey('j_shop'), many, '&check=link.broken-internal');
    expect(await screen.findByRole('button', { name: 'Show 20 more' })).toBeTruthy();
  });

  it('is called live view while the scan runs, also in the title of the tab', async () => {
    await open('running', seededKey('j_run'));
    await screen.findByTestId('live');
    expect(document.title).toBe('Live view: example.com · SEO Live');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Live view');
  });

  it.each([
    ['starting', 'i_1', 'example.com'],
    ['already-running', 'i_2', '10.0.0.7'],
  ] as const)('is headed as a start, also in the tab, in the state %s', async (name, id, host) => {
    await open(name, id);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Start of a scan');
    expect(document.title).toBe(`Start of a scan: ${host} · SEO Live`);
  });

  it('counts issues, not places, in the tab and in the chart of families', async () => {
    await open('idle', seededKey('j_shop'));
    const tab = await screen.findByRole('link', { name: /^Issues/ });
    expect(tab.textContent).toBe(`Issues ${sampleReport.groups.length}`);
    const chart = within(screen.getByRole('region', { name: 'Issues by family' }));
    const [rows, legend] = chart.getAllByRole('list');
    const numbers = [...rows!.querySelectorAll('.num')].map(({ textContent }) => Number(textContent));
    expect(numbers.reduce((sum, number) => sum + number)).toBe(sampleReport.groups.length);
    expect(legend!.textContent).toBe('Critical 1High 4Medium 4Low 2Info 1');
  });

  it.each([
    ['en', 'Limited to 30: more than half of the pages are noindex.'],
    ['zh-TW', '分數上限 30：超過一半的頁面標示 noindex。'],
  ] as const)('shows the limit of a score and its reason as one sentence in %s', async (language, words) => {
    const cap = { reason: 'index.noindex-sitewide', at_most: 30, points: 53 };
    const capped = { ...sampleReport, score: { ...sampleReport.score, value: 30, cap } };
    await open('idle', seededKey('j_shop'), answers({ ok: true, value: capped }), '', language);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it.each([
    ['en', '4 checks could not run: Duplicate title, '],
    ['zh-TW', '4 個檢查項目無法執行：網頁標題重複、'],
  ] as const)('joins the checks that could not run to their sentence in %s', async (language, words) => {
    const answer = answers({ ok: true, value: partialReport });
    await open('idle', seededKey('j_docs'), answer, '', language);
    await screen.findByTestId('report');
    expect(document.querySelector('.note')!.textContent).toContain(words);
  });

  it('groups findings by check: why, how, evidence, and more on demand', async () => {
    await open('idle', seededKey('j_shop'));
    const rows = await screen.findAllByTestId('issue');
    expect(rows.map((row) => row.dataset.check)).toEqual(sampleReport.groups.map(({ check }) => check));
    const broken = within(rows[0]!);
    fireEvent.click(broken.getByRole('button', { expanded: false }));
    expect(await broken.findByText('our 2019 guide')).toBeTruthy();
    expect(broken.getByText('Why it matters')).toBeTruthy();
    fireEvent.click(broken.getByRole('button', { name: 'Show 2 more' }));
    expect(await broken.findByText('Annual report')).toBeTruthy();
    expect(broken.queryByRole('button', { name: /more/ })).toBeNull();
  });

  it('opens the check a deep link names', async () => {
    await open('idle', seededKey('j_shop'), answers(), '&check=redirect.chain');
    expect(await screen.findByText('/older')).toBeTruthy();
  });

  it('names what a partial report lacks, and why there is no score', async () => {
    await open('idle', seededKey('j_docs'), answers({ ok: true, value: partialReport }));
    expect(await screen.findByText(/cancelled after 120 of 310 pages/)).toBeTruthy();
    expect(screen.getByText(/4 checks could not run/)).toBeTruthy();
    expect(screen.getByText(/Less than half of the pages/)).toBeTruthy();
  });

  it('asks the server to filter and sort pages', async () => {
    const { asked } = await open('idle', seededKey('j_shop'));
    await screen.findByText('茶葉');
    fireEvent.click(screen.getByRole('button', { name: 'Words' }));
    fireEvent.change(screen.getByTestId('page-filter'), { target: { value: ' tea ' } });
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({
        name: 'fetchPages',
        data: { text: 'tea', sort: 'words', descending: true },
      }),
    );
  });

  it.each([
    ['network', 'The server does not answer'],
    ['unauthorized', 'The server rejected the token'],
    ['a_new_code', 'Unknown problem'],
  ])('shows why it cannot be loaded (%s), and tries again', async (code, words) => {
    const { asked } = await open('idle', seededKey('j_shop'), answers({ ok: false, error: { code } }));
    expect(await screen.findByText(words)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(asked.filter(({ name }) => name === 'fetchReport')).toHaveLength(2));
  });

  it('shows that a report is not on the server', async () => {
    await open('idle', 'srv_demo|u_anna|j_nobody', answers({ ok: false, error: { code: 'not_found' } }));
    expect(await screen.findByText('This report is not on the server')).toBeTruthy();
  });

  it('shows why a scan failed', async () => {
    await open('failed-scans', seededKey('j_block'), answers({ ok: false, error: { code: 'not_found' } }));
    expect(await screen.findByText('The site is blocking the crawler')).toBeTruthy();
    expect(screen.getByText(/blocked.example refuses this crawler/)).toBeTruthy();
  });

  it('is the live view while the scan runs, and the report once it has ended', async () => {
    const { state, asked } = await open('running', seededKey('j_run'));
    expect(screen.getByTestId('live').textContent).toContain('132 of 310');
    expect(asked.some(({ name }) => name === 'fetchReport')).toBe(false);
    const message = (await state.live.get())[seededKey('j_run')]!;
    await state.followed.update((jobs) =>
      jobs.map((job) =>
        job.key === seededKey('j_run')
          ? { ...job, end: { ...message, status: 'completed', progress: 100 } }
          : job,
      ),
    );
    expect(await screen.findByTestId('report')).toBeTruthy();
  });

  it.each([
    ['en', 'Time leftabout 31–44 s'],
    ['zh-TW', '剩餘時間約 31–44 秒'],
  ] as const)(
    'shows the time left of a running scan in %s without saying it twice',
    async (language, words) => {
      await open('running', seededKey('j_run'), answers(), '', language);
      const tiles = [...screen.getByTestId('live').querySelectorAll('.tile')];
      expect(tiles.map(({ textContent }) => textContent)).toContain(words);
    },
  );

  it('never says that a scan is done while it runs, though all its steps are', async () => {
    const { state } = await open('running', seededKey('j_run'));
    const message = (await state.live.get())[seededKey('j_run')]!;
    const detail = { ...message.detail!, phase: 'done' as const };
    await act(() => state.live.set({ [seededKey('j_run')]: { ...message, detail } }));
    const live = screen.getByTestId('live');
    await waitFor(() => expect(live.textContent).toContain('Finishing'));
    const steps = [...live.querySelectorAll('.steps > li')];
    expect(steps.map(({ className }) => className)).toEqual(Array(6).fill('done'));
  });

  it('follows a start to its scan, and to no other of the same site', async () => {
    const { state } = await open('starting', 'i_1');
    const added = (jobId: string, current: FollowedJob): FollowedJob => ({
      ...current,
      key: seededKey(jobId),
      jobId,
      url: 'https://example.com/',
      end: null,
      addedAt: new Date().toISOString(),
    });
    await state.updateRows(({ followed }) => ({
      intents: [],
      followed: [
        ...followed,
        added('j_other', followed[0]!),
        { ...added('j_x', followed[0]!), startedBy: 'i_1' },
      ],
    }));
    await waitFor(() => expect(decodeURIComponent(location.hash)).toContain(seededKey('j_x')));
  });

  it('starts the same scan again with the same options', async () => {
    const { asked } = await open('idle', seededKey('j_shop'));
    fireEvent.click(await screen.findByRole('button', { name: 'Scan again' }));
    await waitFor(() =>
      expect(asked).toContainEqual({
        name: 'startScan',
        data: { url: 'https://example.com/', mode: 'site', options: sampleReport.options },
      }),
    );
  });
});

describe('the length of a text', () => {
  const thinAs = async (evidence: Evidence) => {
    const { show } = await createTestScreen('idle', answers(), 'zh-TW');
    const cell = (column: 'value' | 'limit') => (
      <EvidenceCell column={column} evidence={evidence} site="https://example.com/" />
    );
    return render(
      show(
        <>
          {cell('value')} / {cell('limit')}
        </>,
      ),
    ).container.textContent;
  };

  it('is 字 in zh-TW when characters were counted', async () => {
    expect(await thinAs({ value: 300, limit: 320, unit: 'chars' })).toBe('300 字 / 320 字');
  });

  it('is never 字 when words were estimated, as in findings stored before characters were', async () => {
    expect(await thinAs({ value: 187, limit: 200, unit: 'words' })).toBe('187 詞（估計） / 200 詞（估計）');
  });
});
