import { type AppConfig, appConfigSchema } from '@seo-live/protocol';
import { configTable } from '../../server/src/config/readConfig.ts';

const extensionMeanings: Record<keyof AppConfig, string> = {
  enableWebSocket: 'Live updates. When off, the extension polls.',
  websocketUrl:
    'Address of the live connection. Empty: the address that the paired server names on its own host, or the server itself. Before another host is used, the person is asked to confirm it.',
  fallbackPollingInterval:
    'Milliseconds between two polls while there is no live connection (at least 1000). At least 30 s while the browser suspends the worker.',
  maxReconnectAttempts:
    'Attempts to connect before the extension polls. The pause between two attempts grows from about 1 s to about 8 s.',
};

const code = (text: string) => (text === '' ? '–' : `\`${text}\``);
const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (rows: string[][]) =>
  [row(['name', 'default', 'meaning']), '|---|---|---|', ...rows.map(row)].join('\n');

/** The README's tables by the name of their marker. */
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

/** The text with each table between its markers `<!-- table:NAME -->` and `<!-- /table:NAME -->`. */
export function fillConfigTables(text: string): string {
  return Object.entries(configTables).reduce((before, [name, made]) => {
    const markers = new RegExp(`(<!-- table:${name} -->\\n)[\\s\\S]*?(<!-- /table:${name} -->)`);
    if (!markers.test(before)) throw new Error(`No place for the table ${name}`);
    return before.replace(markers, (_all, open: string, close: string) => `${open}\n${made}\n\n${close}`);
  }, text);
}
