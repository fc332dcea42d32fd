import { useId } from 'react';

interface SelectProps {
  /** Read aloud only. */
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A choice of one of many. */
export function Select({ label, value, choices, onChange }: SelectProps) {
  const id = useId();
  return (
    <>
      <label className="only-read" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="choose" value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </>
  );
}
