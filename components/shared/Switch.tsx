interface SwitchProps {
  label: string;
  hidden?: boolean;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

/** On or off; it changes at once. With `hidden` the label is only read aloud, because a text next to it says the same. */
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
