import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { QualitySection } from '@/components/options/QualitySection';
import { noCounts, nothingMeasured } from '@/lib/state/measured';
import { createTestScreen } from './support/onScreen';

const row = (name: string) => screen.getByTestId(`quality-${name}`);
const figure = (name: string) => row(name).querySelector('[data-testid=figure]')?.textContent;

describe('connection quality on the options page', () => {
  it('shows figure, numerator and denominator, and what is in neither', async () => {
    const world = await createTestScreen('quality-met');
    render(world.show(<QualitySection />));
    expect(['latency', 'connection', 'fallback'].map((name) => row(name).dataset.status)).toEqual(
      Array(3).fill('met'),
    );
    expect(['latency', 'connection', 'fallback'].map(figure)).toEqual(['≤ 75 ms', '99.7%', '1.1%']);
    expect(row('latency').textContent).toContain('2,308 of 2,310 updates');
    expect(row('latency').textContent).toContain('14 more are not counted');
    expect(row('connection').textContent).toContain('412 of 413 attempts');
    expect(row('connection').textContent).toContain('3 more were made while the server was unreachable');
    expect(row('fallback').textContent).toContain('1 of 96 followed scans');
  });

  it('shows what a missed target means, and changes while it is open', async () => {
    const world = await createTestScreen('quality-missed');
    render(world.show(<QualitySection />));
    expect(row('latency').dataset.status).toBe('missed');
    expect(figure('latency')).toBe('> 10 s');
    for (const name of ['latency', 'connection', 'fallback'])
      expect(row(name).textContent).toMatch(/nothing was lost/);
    await act(() => world.state.measured.set(nothingMeasured));
    await waitFor(() => expect(row('latency').dataset.status).toBe('unmeasured'));
    expect(figure('connection')).toBe('–');
    expect(screen.getByText(/Nothing is measured yet/)).toBeTruthy();
  });

  it.each([
    ['en', /turned live updates off are not counted/, /turned on/],
    ['zh-TW', /關閉即時更新.*不計入/, /開啟即時更新/],
  ] as const)('shows in %s that scans polled by choice are not counted', async (language, missed, none) => {
    const world = await createTestScreen('quality-missed', undefined, language);
    render(world.show(<QualitySection />));
    expect(row('fallback').textContent).toMatch(missed);
    await act(() => world.state.measured.set(nothingMeasured));
    await waitFor(() => expect(row('fallback').dataset.status).toBe('unmeasured'));
    expect(row('fallback').textContent).toMatch(none);
  });

  it('never rounds a missed target to a met one, and shows what is not counted when nothing else is there', async () => {
    const world = await createTestScreen('quality-met');
    render(world.show(<QualitySection />));
    const counts = {
      ...noCounts(),
      attempts: { connected: 98_996, failed: 1004, outage: 0 },
      scans: { followed: 2000, polled: 101 },
      latency_ms: { ...noCounts().latency_ms, clock_unsure: 5 },
    };
    await act(() => world.state.measured.set({ ...nothingMeasured, days: [{ day: '2026-11-22', counts }] }));
    await waitFor(() => expect(row('connection').dataset.status).toBe('missed'));
    expect(figure('connection')).toBe('98.9%');
    expect(figure('fallback')).toBe('5.1%');
    expect(row('latency').dataset.status).toBe('unmeasured');
    expect(row('latency').textContent).toContain('5 more are not counted');
  });

  it('turns off sending the counts', async () => {
    const world = await createTestScreen('quality-met');
    render(world.show(<QualitySection />));
    fireEvent.click(screen.getByRole('switch', { name: 'Send these figures to the server' }));
    await waitFor(() =>
      expect(world.asked).toEqual([{ name: 'savePreferences', data: { telemetry: false } }]),
    );
  });
});
