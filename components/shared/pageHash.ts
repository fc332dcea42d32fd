import { useEffect, useState } from 'react';

export interface Fragment {
  /** With its `#`. */
  hash: string;
  /** Rises each time a link to a fragment is opened, also to the one that is open already. */
  visit: number;
}

/** The fragment of the page's address. */
export function useFragment(): Fragment {
  const [fragment, setFragment] = useState<Fragment>(() => ({ hash: location.hash, visit: 0 }));
  useEffect(() => {
    const see = () => setFragment(({ visit }) => ({ hash: location.hash, visit: visit + 1 }));
    // The browser reports only a fragment that changes.
    const seeSame = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
      if (link && link.getAttribute('href') === location.hash) see();
    };
    addEventListener('hashchange', see);
    addEventListener('click', seeSame);
    return () => {
      removeEventListener('hashchange', see);
      removeEventListener('click', seeSame);
    };
  }, []);
  return fragment;
}

/** A deep link into the report page: `#job=…`, a key or the id of a start, and a check or a part of the page. */
export function reportPath(job: string, to: { check?: string; part?: string } = {}): string {
  return `/report.html${reportHash(job, to)}`;
}

export function reportHash(job: string, to: { check?: string; part?: string } = {}): string {
  return `#${new URLSearchParams({ job, ...to })}`;
}
