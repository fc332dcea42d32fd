import type { GatewayOptions } from '../../../server/src/realtime/gatewayOptions.ts';
import { openGatewayWorld } from './gatewayWorld.ts';
import { createDoor, request, until } from './jobWorld.ts';

const HELD_AT = 3;

/** A gateway world whose scans stop before their page 3, counted from 0, until its door is opened. */
export async function openHeldWorld(gateway: Partial<GatewayOptions> = {}) {
  const door = createDoor();
  const world = await openGatewayWorld({
    gateway,
    script: { pages: 9, beforePage: (_job, at) => (at === HELD_AT ? door.wait() : undefined) },
  });
  return {
    ...world,
    door,
    /** Starts a scan of Ada's that stands before a page, and that nothing else writes to. */
    async heldJob(): Promise<string> {
      const { answer } = await world.jobs.create('ada', request('https://shop.example/'));
      await door.arrived();
      await world.jobs.pause('ada', answer.job.job_id);
      await until(
        () => world.jobs.status('ada', answer.job.job_id),
        ({ detail }) => detail?.pages.crawled === HELD_AT,
      );
      return answer.job.job_id;
    },
    async closeAll(): Promise<void> {
      door.open();
      await world.closeAll();
    },
  };
}

export type HeldWorld = Awaited<ReturnType<typeof openHeldWorld>>;
