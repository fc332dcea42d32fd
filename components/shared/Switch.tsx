interface SwitchProps {
  label: string;
  hidden?: boolean;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** On or off, at once. With `hidden` the words stand elsewhere and only name it. */
export function Switch({ label, hidden, on, disabled, onChange }: SwitchProps) {
  return (
    <label className="switch">
      <span className={hidden ? 'only-read' : 'grow'}>{label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="sw" aria-hidden="true" />
    </label>
  );
}
