import type { ReactNode } from 'react';

interface SettingRowProps {
  title: string;
  /** Its name in `AppConfig`, for administrators. */
  name?: string;
  text: string;
  children: ReactNode;
  below?: ReactNode;
}

/** One setting: its title, what it does, and its control. */
export function SettingRow({ title, name, text, children, below }: SettingRowProps) {
  return (
    <div className="set">
      <div>
        <b>{title}</b> {name && <code>{name}</code>}
        <p className="dim sm">{text}</p>
      </div>
      <div className="ctl">{children}</div>
      {below && <div className="below">{below}</div>}
    </div>
  );
}
