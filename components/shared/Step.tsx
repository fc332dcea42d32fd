import type { ReactNode } from 'react';
import { Icon } from './Icon';

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  children: ReactNode;
}

/** A numbered step with a tick once it is done. */
export function Step({ number, title, done, children }: StepProps) {
  return (
    <section className="stp">
      <span className={`numd ${done ? 'ok' : ''}`} aria-hidden="true">
        {done ? <Icon name="check" small /> : number}
      </span>
      <div className="col">
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}
