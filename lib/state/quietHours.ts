const MINUTES_A_DAY = 24 * 60;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

export interface QuietHours {
  from: string;
  to: string;
}

export const isQuietHours = (value: unknown): value is QuietHours => {
  const { from, to } = (typeof value === 'object' && value ? value : {}) as Record<string, unknown>;
  return TIME.test(String(from)) && TIME.test(String(to)) && from !== to;
};

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes until the quiet hours end, in local time; 0 outside of them. */
export function quietForMinutes(quiet: QuietHours | null, now: Date): number {
  if (!quiet) return 0;
  const after = (minutes: number) => (minutes + MINUTES_A_DAY) % MINUTES_A_DAY;
  const present = now.getHours() * 60 + now.getMinutes();
  const since = after(present - minutesOf(quiet.from));
  const length = after(minutesOf(quiet.to) - minutesOf(quiet.from));
  return since < length ? length - since : 0;
}
