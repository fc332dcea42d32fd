import { render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { ReportScreen } from '@/components/report/ReportScreen';
import type { FollowedJob } from '@/lib/state/followedJob';
import { FAILED_UUID, UUID } from '../../../support/seeds/basicStates';
import { basicSeededKey, seededKey } from '../../../support/seeds/seeder';
import type { SeedName } from '../../../support/seeds/seedStates';
import { createTestScreen } from './support/onScreen';

beforeEach(() => {
  location.hash = '';
});

describe('the timeline', () => {
  const open = async (state: SeedName, hash: string) => {
    location.hash = hash;
    const world = await createTestScreen(state);
    render(world.show(<ReportScreen />));
    return world;
  };
  const job = (id: string) => `#${new URLSearchParams({ job: basicSeededKey(id) })}`;

  it('shows the steps, and requests no report', async () => {
    const { asked } = await open('basic-running', job(UUID));
    const steps = await screen.findAllByTestId('timeline-step');
    expect(steps.map((step) => step.textContent?.replace(/^\d\d:\d\d:\d\d/, ''))).toEqual([
      'Queued for analysis0%',
      'Reading robots.txt and the sitemap2%',
      'Crawling10% → 25%',
      'Checking links (118 of 310)38%',
      'Checking links (132 of 310)42%',
    ]);
    expect(asked).toEqual([]);
  });

  it('shows the id of the scan on its server', async () => {
    await open('basic-running', job(FAILED_UUID));
    expect((await screen.findByTestId('job-id')).textContent).toBe(FAILED_UUID);
  });

  it.each([
    [job('nobody'), 'follow it again in the popup by its id:nobody', 'Started elsewhere, running'],
    [`#${new URLSearchParams({ job: seededKey('nobody') })}`, 'does not create reports', 'by its id'],
  ])('of a removed scan shows what to do: %s', async (hash, says, not) => {
    location.hash = hash;
    const { state, show } = await createTestScreen('idle');
    await state.server.update((current) => current && { ...current, reports: false });
    render(show(<ReportScreen />));
    await screen.findByText('This scan is not on your list');
    expect(document.body.textContent).toContain(says);
    expect(document.body.textContent).not.toContain(not);
  });

  it('grows with what is stored', async () => {
    const { state } = await open('basic-running', job('quiet'));
    await screen.findByText(/^Nothing was received from this scan yet/);
    const at = new Date().toISOString();
    await state
      .timeline(basicSeededKey('quiet'))
      .set([{ at, progress: 3, status: 'running', step: 'Crawling' }]);
    expect((await screen.findByTestId('timeline-step')).textContent).toContain('Crawling3%');
  });

  it.each([
    [job(FAILED_UUID), 'basic-running', /The server says:.*TimeoutError/],
    [job('gone-1'), 'basic-cannot-start', /no longer on the server.*No step of this scan/],
    [job('nobody'), 'basic-idle', /This scan is not on your list/],
    [
      '#follow=https%3A%2F%2Fa.example%2F&refused=unknown_id',
      'basic-idle',
      /does not know a scan with this id/,
    ],
  ] as const)('%s shows its state', async (hash, state, words) => {
    await open(state, hash);
    await waitFor(() => expect(document.body.textContent).toMatch(words));
  });
});

describe('a paired server that does not create reportss', () => {
  const world = async () => {
    const made = await createTestScreen('idle');
    await made.state.server.update((current) => current && { ...current, reports: false });
    return made;
  };

  it('has a timeline instead of the report, which is not requested', async () => {
    location.hash = `#${new URLSearchParams({ job: seededKey('j_shop') })}`;
    const { asked, state, show } = await world();
    const at = new Date().toISOString();
    await state
      .timeline(seededKey('j_shop'))
      .set([{ at, progress: 90, status: 'running', step: 'Comparing pages' }]);
    render(show(<ReportScreen />));
    expect((await screen.findByTestId('timeline-step')).textContent).toContain('Comparing pages90%');
    expect(screen.getByText(/^This server does not create reports\./)).toBeTruthy();
    expect(asked.filter(({ name }) => name === 'fetchReport')).toEqual([]);
  });

  it('is recognised by its row when another server is paired', async () => {
    const { state, asked, show } = await createTestScreen('idle');
    const mark = (job: FollowedJob): FollowedJob =>
      job.jobId === 'j_shop' ? { ...job, reportless: true } : job;
    await state.followed.update((jobs) => jobs.map(mark));
    await state.server.update((current) => current && { ...current, serverId: 'another' });
    const popup = render(show(<PopupScreen tab="https://example.com/" />));
    // A score of such a scan is read aloud too.
    expect(screen.getByRole('button', { name: 'Open the timeline of shop.example: score 83' })).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Open the report of news/ })).toBeTruthy();
    popup.unmount();
    location.hash = `#${new URLSearchParams({ job: seededKey('j_shop') })}`;
    render(show(<ReportScreen />));
    expect(await screen.findByTestId('timeline')).toBeTruthy();
    expect(asked.filter(({ name }) => name === 'fetchReport')).toEqual([]);
  });

  it.each([
    ['without a report', { reportless: true }, {}, true],
    ['that its server cannot cancel', {}, { cancels: false }, true],
    ['of any other', {}, {}, false],
  ] as const)('may be unfollowed while it runs: a scan %s', async (_which, row, says, may) => {
    const { state, show } = await createTestScreen('running');
    await state.followed.update((jobs) => jobs.map((job) => ({ ...job, ...row })));
    await state.server.update((current) => current && { ...current, ...says });
    location.hash = `#${new URLSearchParams({ job: seededKey('j_run') })}`;
    render(show(<ReportScreen />));
    const live = within(await screen.findByTestId('live'));
    expect(live.queryAllByRole('button', { name: 'Stop following' })).toHaveLength(may ? 1 : 0);
  });

  it('has a timeline in the label of the button that opens it', async () => {
    const { show } = await world();
    render(show(<PopupScreen tab="https://example.com/" />));
    expect(await screen.findAllByRole('button', { name: /^Open the timeline of/ })).not.toEqual([]);
    expect(screen.queryByRole('button', { name: /^Open the report of/ })).toBeNull();
  });
});
