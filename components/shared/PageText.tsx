import { harmless } from './harmless';

/** Text that somebody else wrote: shown as text, isolated from the direction of what surrounds it. */
export function PageText({ children, className }: { children: string; className?: string }) {
  return <bdi className={className}>{harmless(children)}</bdi>;
}
