import { pair } from './pair.ts';
import { serve } from './serve.ts';

const commands: Record<string, (args: string[]) => Promise<void>> = { serve, pair };

const [name = 'serve', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

try {
  if (!command) throw new Error(`Unknown command: ${name}. There are: serve (the default), pair --user NAME`);
  await command(args);
} catch (error) {
  // Only the message is printed, because a stack trace would hide it.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
