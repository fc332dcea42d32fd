import { type JobStatus, jobStatuses } from '@seo-live/protocol';
import { Gauge, type Registry } from 'prom-client';

export interface LiveSources {
  connections: () => number;
  /** Rooms with members, and all their members. */
  rooms: () => { hosted: number; joined: number };
  jobsByStatus: () => Promise<Partial<Record<JobStatus, number>>>;
}

/** Gauges whose value is read at each request for metrics. */
export function addLiveGauges(registry: Registry, sources: LiveSources): void {
  const registers = [registry];
  new Gauge({
    name: 'seo_live_sockets_connected',
    help: 'Sockets connected now.',
    registers,
    collect() {
      this.set(sources.connections());
    },
  });
  new Gauge({
    name: 'seo_live_rooms_hosted',
    help: 'Scans that are followed by a socket now.',
    registers,
    collect() {
      this.set(sources.rooms().hosted);
    },
  });
  new Gauge({
    name: 'seo_live_rooms_joined',
    help: 'Members of all these rooms.',
    registers,
    collect() {
      this.set(sources.rooms().joined);
    },
  });
  new Gauge({
    name: 'seo_live_jobs',
    help: 'Stored scans, by current status.',
    labelNames: ['status'],
    registers,
    async collect() {
      const counts = await sources.jobsByStatus();
      for (const status of jobStatuses) this.set({ status }, counts[status] ?? 0);
    },
  });
}
