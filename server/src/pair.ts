import { parseArgs, styleText } from 'node:util';
import { formatPairingString } from '@seo-live/protocol';
import { showPairingCode } from './auth/secrets.ts';
import { readConfig } from './config/readConfig.ts';
import { issuePairingCode } from './issuePairingCode.ts';

const usage = 'Use: npm run server -- pair --user NAME   (a name of 1 to 100 characters)';

function userOf(args: string[]): string {
  try {
    const { values } = parseArgs({ args, options: { user: { type: 'string' } } });
    const name = values.user?.trim() ?? '';
    if (name.length >= 1 && name.length <= 100 && !/\p{Cc}/u.test(name)) return name;
  } catch {
    // Unknown arguments get the same answer as a missing name.
  }
  throw new Error(usage);
}

/** Prints a one-use pairing code for a user, and adds the user if new. A server may run at the same time. */
export async function pair(args: string[]): Promise<void> {
  const user = userOf(args);
  const { code, expiresAt, server } = await issuePairingCode(readConfig(process.env), user);
  process.stdout.write(
    [
      `Pairing code for ${user}: ${styleText('bold', showPairingCode(code))}`,
      `One use, until ${new Date(expiresAt).toLocaleTimeString('en-GB')} (${expiresAt}).`,
      '',
      `Server: ${server}`,
      'Or paste this line into the welcome page:',
      formatPairingString(server, code),
      '',
    ].join('\n'),
  );
}
