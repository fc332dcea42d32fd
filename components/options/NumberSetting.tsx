import { TextField } from '../shared/TextField';
import { SettingRow } from './SettingRow';

interface NumberSettingProps {
  title: string;
  /** Its name in `AppConfig`, for administrators. */
  name: string;
  text: string;
  value: string;
  onChange: (typed: string) => void;
  unit?: string;
  problem: string | undefined;
  testId: string;
}

/** A setting that is a number. It takes effect when it is saved. */
export function NumberSetting({ title, name, text, ...field }: NumberSettingProps) {
  return (
    <SettingRow title={title} name={name} text={text}>
      <TextField label={title} hideLabel {...field} numeric />
    </SettingRow>
  );
}
