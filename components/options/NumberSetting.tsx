import { TextField } from '../shared/TextField';
import { SettingRow } from './SettingRow';

interface NumberSettingProps {
  title: string;
  /** The name an administrator knows it by. */
  name: string;
  text: string;
  value: string;
  onChange: (typed: string) => void;
  unit?: string;
  problem: string | undefined;
  testId: string;
}

/** A setting that is a number; it counts once it is saved. */
export function NumberSetting({ title, name, text, ...field }: NumberSettingProps) {
  return (
    <SettingRow title={title} name={name} text={text}>
      <TextField label={title} hideLabel {...field} numeric />
    </SettingRow>
  );
}
