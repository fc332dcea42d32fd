import { useEffect, useState } from 'react';
import type { JobKey } from '@/lib/state/jobKey';
import type { TimelinePoint } from '@/lib/state/timeline';
import { useScreen } from '../screen/ScreenProvider';

/** The stored timeline of a basic server's scan, with later changes; null until it is read. */
export function useTimeline(key: JobKey | null): TimelinePoint[] | null {
  const { source } = useScreen();
  const [points, setPoints] = useState<TimelinePoint[] | null>(null);
  useEffect(() => {
    if (key === null) return;
    const item = source.timeline(key);
    let open = true;
    void item.get().then((stored) => {
      if (open) setPoints(stored);
    });
    const stop = item.watch(setPoints);
    return () => {
      open = false;
      stop();
    };
  }, [source, key]);
  return points;
}
