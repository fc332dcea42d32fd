import type { GatewayOptions } from '../../../server/src/realtime/gatewayOptions.ts';
import { openGatewayWorld } from './gatewayWorld.ts';
import { createGate, request, until } from './jobWorld.ts';

const PAUSED_AT = 3;

/** A gateway world whose scans wait before page 3 (counted from 0) until the gate is opened. */
export async function openPausedWorld(gateway: Partial<GatewayOptions> = {}) {
  const gate = createGate();
  const world = await openGatewayWorld({
    gateway,
    script: { pages: 9, beforePage: (_job, at) => (at === PAUSED_AT ? gate.wait() : undefined) },
  });
  return {
    ...world,
    gate,
    /** Starts a scan of Ada's, pauses it at the gate and waits until nothing more is written for it. */
    async pausedJob(): Promise<string> {
      const { answer } = await world.jobs.create('ada', request('https://shop.example/'));
      await gate.arrived();
      await world.jobs.pause('ada', answer.job.job_id);
      await until(
        () => world.jobs.status('ada', answer.job.job_id),
        ({ detail }) => detail?.pages.crawled === PAUSED_AT,
      );
      return answer.job.job_id;
    },
    async closeAll(): Promise<void> {
      gate.open();
      await world.closeAll();
    },
  };
}

export type PausedWorld = Awaited<ReturnType<typeof openPausedWorld>>;
