import { type JobStatus, jobStatuses } from '@seo-live/protocol';
import { Gauge, type Registry } from 'prom-client';

export interface LiveSources {
  connections: () => number;
  /** Rooms with somebody in them, and how many are in them together. */
  rooms: () => { hosted: number; joined: number };
  jobsByStatus: () => Promise<Partial<Record<JobStatus, number>>>;
}

/** What is so at the moment of asking. */
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
    help: 'Scans that somebody follows by socket now.',
    registers,
    collect() {
      this.set(sources.rooms().hosted);
    },
  });
  new Gauge({
    name: 'seo_live_rooms_joined',
    help: 'Members of these rooms, each socket once a room.',
    registers,
    collect() {
      this.set(sources.rooms().joined);
    },
  });
  new Gauge({
    name: 'seo_live_jobs',
    help: 'Scans stored, by their status now.',
    labelNames: ['status'],
    registers,
    async collect() {
      const counts = await sources.jobsByStatus();
      for (const status of jobStatuses) this.set({ status }, counts[status] ?? 0);
    },
  });
}
