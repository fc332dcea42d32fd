import type { ReactNode } from 'react';
import { Switch } from '../shared/Switch';
import { SettingRow } from './SettingRow';

interface SwitchSettingProps {
  title: string;
  /** Its name in `AppConfig`, for administrators. */
  name?: string;
  text: string;
  on: boolean;
  onChange: (on: boolean) => void;
  below?: ReactNode;
}

/** A setting that is on or off; it changes at once. */
export function SwitchSetting({ on, onChange, ...row }: SwitchSettingProps) {
  return (
    <SettingRow {...row}>
      <Switch label={row.title} hidden on={on} onChange={onChange} />
    </SettingRow>
  );
}
