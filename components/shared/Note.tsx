import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export interface NoteProps {
  tone?: 'neutral' | 'warn' | 'bad' | 'ok';
  icon: IconName;
  title: string;
  text?: ReactNode;
  /** Buttons: what to do. */
  children?: ReactNode;
  /** Read aloud when it appears. Only for notes that the person did not cause. */
  alert?: boolean;
}

/** One tinted block: what happened, what still works, and what to do. */
export function Note({ tone = 'neutral', icon, title, text, children, alert }: NoteProps) {
  return (
    <div className={`note ${tone}`} {...(alert ? { role: 'alert' } : {})}>
      <Icon name={icon} />
      <div className="grow">
        <b>{title}</b>
        {text && <p>{text}</p>}
        {children && <div className="acts">{children}</div>}
      </div>
    </div>
  );
}
