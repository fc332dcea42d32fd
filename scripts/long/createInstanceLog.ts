/** Collects, from the log of a server, the worker instances that connect to it. */
export function createInstanceLog() {
  const connected: { bootId: string; at: number }[] = [];
  const closed: { bootId: string; reason: string; at: number }[] = [];
  return {
    connected,
    closed,
    onLog(line: Record<string, unknown>): void {
      const bootId = String(line.boot_id);
      const at = Date.now();
      if (line.msg === 'socket connected') connected.push({ bootId, at });
      if (line.msg === 'socket closed') closed.push({ bootId, reason: String(line.reason), at });
    },
    since: (at: number) => ({
      boots: [...new Set(connected.filter((one) => one.at >= at).map((one) => one.bootId))],
      closed: closed.filter((one) => one.at >= at).length,
    }),
  };
}
export type InstanceLog = ReturnType<typeof createInstanceLog>;
