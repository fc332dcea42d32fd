import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

interface StateCardProps {
  tone?: 'neutral' | 'warn' | 'bad' | 'run';
  icon: IconName;
  title: string;
  text: ReactNode;
  children?: ReactNode;
}

/** A state instead of content: a title, one sentence, one action. */
export function StateCard({ tone = 'neutral', icon, title, text, children }: StateCardProps) {
  return (
    <section className="state">
      <span className={`ic ${tone}`}>
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className="acts">{children}</div>}
    </section>
  );
}
