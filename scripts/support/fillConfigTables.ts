import { type AppConfig, appConfigSchema } from '@seo-live/protocol';
import { configTable } from '../../server/src/config/readConfig.ts';

const extensionMeanings: Record<keyof AppConfig, string> = {
  enableWebSocket: 'Live updates. Off: progress is only polled.',
  websocketUrl:
    'Address of the live connection. Empty: the address that the paired server announces on its own host, otherwise the server itself. An address on another host needs the consent of the user.',
  fallbackPollingInterval:
    'Milliseconds between two polls without a live connection (at least 1000). It is 30 s while the browser suspends the worker.',
  maxReconnectAttempts: 'Attempts to connect, with growing pauses of 1 to 8 s, before the extension polls.',
};

const code = (text: string) => (text === '' ? '–' : `\`${text}\``);
const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (rows: string[][]) =>
  [row(['name', 'default', 'meaning']), '|---|---|---|', ...rows.map(row)].join('\n');

/** The tables of the README, by the name of their marker. */
const configTables: Record<string, string> = {
  server: table(
    Object.values(configTable).map(({ name, fallback, meaning }) => [code(name), code(fallback), meaning]),
  ),
  extension: table(
    Object.entries(appConfigSchema.parse({})).map(([name, value]) => [
      code(name),
      code(String(value)),
      extensionMeanings[name as keyof AppConfig],
    ]),
  ),
};

/** Fills each table in between its markers `<!-- table:NAME -->` and `<!-- /table:NAME -->`. */
export function fillConfigTables(text: string): string {
  return Object.entries(configTables).reduce((before, [name, content]) => {
    const markers = new RegExp(`(<!-- table:${name} -->\\n)[\\s\\S]*?(<!-- /table:${name} -->)`);
    if (!markers.test(before)) throw new Error(`No markers for the table ${name}`);
    return before.replace(markers, (_all, open: string, close: string) => `${open}\n${content}\n\n${close}`);
  }, text);
}
