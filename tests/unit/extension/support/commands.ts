import { cancelScan } from '../../../../lib/actions/cancelScan.ts';
import { pairWithServer } from '../../../../lib/actions/pairWithServer.ts';
import { saveConfig } from '../../../../lib/actions/saveConfig.ts';
import { startScan } from '../../../../lib/actions/startScan.ts';
import { createActions } from './createActions.ts';
import type { World } from './createWorld.ts';
import { server } from './messages.ts';

/** The caller gets the storage error; the command was not stored. */
const unlessRefused = (command: Promise<unknown>): void => void command.catch(() => undefined);

/** Commands of a person in the current worker instance, passed on like the background does: each instance has one sender. */
function createCommands(world: World) {
  const lives = new WeakMap<object, ReturnType<typeof createActions>>();
  /** Starts that were answered: from then on they must not be lost. */
  const started: string[] = [];
  let asked = 0;

  function instance() {
    const gate = world.gate();
    const actions = lives.get(gate) ?? createActions(world);
    lives.set(gate, actions);
    return actions;
  }
  const send = () => void instance().sender.sendIntents();
  world.whenReachable(send);

  return {
    started,
    /** How many starts were asked for, answered or not. */
    asked: () => asked,
    send,
    start(): void {
      asked += 1;
      const url = `https://example.com/${asked}`;
      const start = startScan(instance().context, instance().sender, { url, mode: 'site', options: {} });
      unlessRefused(start.then((answer) => answer.ok && started.push(answer.value.intentId)));
    },
    cancel: (id: string) => unlessRefused(cancelScan(instance().context, instance().sender, id)),
    pair: () => {
      const paired = pairWithServer(instance().context, { url: server.url, code: 'ABCD-EFGH' });
      unlessRefused(paired.then((answer) => answer.ok && send()));
    },
    save: (config: Parameters<typeof saveConfig>[1]) => unlessRefused(saveConfig(instance().context, config)),
  };
}
export type Commands = ReturnType<typeof createCommands>;

const known = new WeakMap<World, Commands>();

export function commandsOf(world: World): Commands {
  const commands = known.get(world) ?? createCommands(world);
  known.set(world, commands);
  return commands;
}
