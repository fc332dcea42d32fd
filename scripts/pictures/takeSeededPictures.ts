import type { SeedName } from '../../tests/support/seeds/seedStates.ts';
import { openStage } from '../../tests/support/stage/stage.ts';
import { type Camera, twoLooks } from './createCamera.ts';

const states: SeedName[] = [
  'idle',
  'two-running',
  'not-paired',
  'polling',
  'unreachable',
  'unauthorized',
  'failed-scans',
  'basic-running',
];

/** Takes popup states that do not occur with a healthy server, from stored examples. */
export async function takeSeededPictures(camera: Camera): Promise<void> {
  const stage = await openStage({ deviceScaleFactor: 1.5 });
  try {
    await stage.page.setViewportSize({ width: 400, height: 600 });
    for (const state of states) {
      for (const look of twoLooks) {
        const popup = await stage.show('popup.html', state, look);
        // The form takes the address of the tab; here the tab is the popup itself, so fill in a website.
        const address = popup.getByTestId('url');
        if (await address.isVisible()) {
          await address.fill('https://example.com/');
          await address.blur();
        }
        await camera.take(popup, 'popup', `popup-${state}`, look);
      }
    }
  } finally {
    await stage.close();
  }
}
