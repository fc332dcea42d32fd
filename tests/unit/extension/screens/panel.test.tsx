import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { PanelScreen } from '@/components/panel/PanelScreen';
import { PopupScreen } from '@/components/popup/PopupScreen';
import { watchTab } from '@/lib/screen/watchTab';
import { createTestScreen } from './support/onScreen';

async function open(name: Parameters<typeof createTestScreen>[0]) {
  const world = await createTestScreen(name);
  let tell: (url: string | null) => void = () => undefined;
  const stopped = vi.fn();
  const watch = (changed: typeof tell) => {
    tell = changed;
    return stopped;
  };
  const shown = render(world.show(<PanelScreen tab="https://example.com/" watchTab={watch} />));
  return { ...world, stopped, close: shown.unmount, turnTo: (url: string | null) => act(() => tell(url)) };
}

describe('the panel', () => {
  it('shows what the popup shows, and the newest scan as live view instead of a card', async () => {
    await open('two-running');
    const cards = screen.getAllByTestId('job');
    expect(cards).toHaveLength(1);
    expect(cards[0]?.textContent).not.toContain('example.com');
    expect(screen.queryByTestId('open-panel')).toBeNull();
    expect(within(screen.getByTestId('live')).getByRole('heading', { name: 'Reading now' })).toBeTruthy();
    expect(screen.getByTestId('live').textContent).toContain('example.com');
  });

  it('shows another scan live when that is chosen', async () => {
    await open('two-running');
    const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Scan shown in the live view' });
    const other = [...choice.options].find((option) => option.text === 'travel.example.tw');
    fireEvent.change(choice, { target: { value: other?.value } });
    expect(screen.getByTestId('live').textContent).toContain('travel.example.tw');
  });

  it('shows the timeline of a scan of a basic server, and the state of the connection only once', async () => {
    const { state } = await open('basic-running');
    const note = within(screen.getByTestId('timeline'));
    expect(screen.queryByTestId('live')).toBeNull();
    expect((await note.findAllByTestId('timeline-step')).at(-1)?.textContent).toContain('Checking links');
    const connection = await state.connection.get();
    await act(() => state.connection.set({ ...connection, phase: 'unauthorized' }));
    expect(await screen.findAllByRole('button', { name: 'Enter token' })).toHaveLength(1);
  });

  it('has no live view when nothing runs', async () => {
    await open('idle');
    expect(screen.queryByTestId('live')).toBeNull();
  });

  it('offers the current tab, and keeps what was typed', async () => {
    const { turnTo, close, stopped } = await open('idle');
    const url = screen.getByTestId<HTMLInputElement>('url');
    expect(url.value).toBe('https://example.com/');
    turnTo('https://other.example/page');
    expect(url.value).toBe('https://example.com/');
    fireEvent.click(screen.getByRole('button', { name: 'This tab' }));
    expect(url.value).toBe('https://other.example/page');
    close();
    expect(stopped).toHaveBeenCalledOnce();
  });

  it('shows the state of the connection only once', async () => {
    await open('no-access');
    expect(screen.getAllByText('The browser is blocking access to the server')).toHaveLength(1);
  });
});

describe('the popup', () => {
  it('opens the panel', async () => {
    const world = await createTestScreen('idle');
    const openPanel = vi.fn();
    render(world.show(<PopupScreen tab={null} openPanel={openPanel} />));
    fireEvent.click(screen.getByTestId('open-panel'));
    expect(openPanel).toHaveBeenCalledOnce();
  });
});

describe('the tab next to the panel', () => {
  it('is reported when another tab is chosen, and when the panel gets the focus', async () => {
    const listeners = new Set<() => void>();
    const event = {
      addListener: (listener: () => void) => void listeners.add(listener),
      removeListener: (listener: () => void) => void listeners.delete(listener),
    };
    let url: string | undefined = 'https://one.example/';
    const tabs = { query: async () => [{ url }], onActivated: event, onUpdated: event };
    const reported: (string | null)[] = [];
    const stop = watchTab(tabs, (address) => reported.push(address));
    for (const listener of listeners) listener();
    await vi.waitFor(() => expect(reported).toEqual(['https://one.example/']));
    url = undefined;
    dispatchEvent(new Event('focus'));
    await vi.waitFor(() => expect(reported).toEqual(['https://one.example/', null]));
    stop();
    expect(listeners.size).toBe(0);
  });
});
