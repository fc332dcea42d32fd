import path from 'node:path';
import type { Plugin } from 'vitest/config';
import { atAwait } from './atAwait.ts';
import { awaitsOf } from './awaitsOf.ts';

const root = path.join(import.meta.dirname, '../../../..');

/**
 * The files with the awaits of start, cancel, end and notify, and of all other commands that change stored
 * state. The connection is not among them: connectionSchedules tests its kills.
 */
export const killedFiles = [
  'lib/actions/cancelScan.ts',
  'lib/actions/connectBasic.ts',
  'lib/actions/withServer.ts',
  'lib/actions/controlScan.ts',
  'lib/actions/createSender.ts',
  'lib/actions/dismiss.ts',
  'lib/actions/followScan.ts',
  'lib/actions/pairWithServer.ts',
  'lib/actions/saveConfig.ts',
  'lib/actions/startScan.ts',
  'lib/actions/takeSnapshot.ts',
  'lib/actions/watchScan.ts',
  'lib/api/request.ts',
  'lib/connection/createInbox.ts',
  'lib/effects/createRefresh.ts',
  'lib/effects/createNotificationLedger.ts',
  'lib/effects/createNotifier.ts',
  'lib/effects/scheduleAlarm.ts',
  'lib/effects/createBadgeWriter.ts',
  'lib/state/createState.ts',
  'lib/state/createStoredItem.ts',
];

/** Makes each `await` of these files a place at which a test can kill, and changes nothing else. */
export function numberedAwaits(): Plugin {
  const hook = JSON.stringify(path.join(import.meta.dirname, 'atAwait.ts'));
  return {
    name: 'numbered-awaits',
    enforce: 'pre',
    transform(source, id) {
      const file = path.relative(root, id).split(path.sep).join('/');
      if (!killedFiles.includes(file)) return null;
      // From the last to the first and without new lines, so that the other places do not move.
      const insertions = awaitsOf(file, source)
        .flatMap(({ id: place, argument }) => [
          { at: argument.start, text: `__atAwait(${JSON.stringify(place)}, ` },
          { at: argument.end, text: ')' },
        ])
        .sort((a, b) => b.at - a.at);
      const code = insertions.reduce(
        (text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at),
        source,
      );
      return { code: `import { ${atAwait.name} as __atAwait } from ${hook}; ${code}`, map: null };
    },
  };
}
