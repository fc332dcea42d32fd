import { type ReactNode, type Ref, useId } from 'react';

export interface TextFieldProps {
  label: string;
  hideLabel?: boolean;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  onPaste?: (text: string) => boolean;
  placeholder?: string;
  hint?: string | undefined;
  problem?: string | undefined;
  unit?: string;
  mono?: boolean;
  tall?: boolean;
  numeric?: boolean;
  /** Hidden while typed, and not offered to the password manager. */
  secret?: boolean;
  lead?: ReactNode;
  end?: ReactNode;
  testId?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** A field with its label, and its hint or problem. Both are read aloud with it. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, value, onChange, onBlur, onPaste, hint, problem, unit, mono, tall, numeric } =
    props;
  const id = useId();
  const below = problem ?? hint;
  return (
    <div className="fieldset">
      <label className={hideLabel ? 'only-read' : 'lab'} htmlFor={id}>
        {label}
      </label>
      <div className={`field${tall ? ' h36' : ''}${mono ? ' mono' : ''}${problem ? ' wrong' : ''}`}>
        {props.lead}
        <input
          ref={props.inputRef}
          id={id}
          className="v"
          type={props.secret ? 'password' : 'text'}
          value={value}
          placeholder={props.placeholder}
          inputMode={numeric ? 'decimal' : undefined}
          autoComplete={props.secret ? 'new-password' : 'off'}
          spellCheck={false}
          data-testid={props.testId}
          aria-invalid={problem ? true : undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          onPaste={(event) => {
            if (onPaste?.(event.clipboardData.getData('text'))) event.preventDefault();
          }}
        />
        {unit && <span className="unit">{unit}</span>}
        {props.end}
      </div>
      {below && (
        <p
          id={`${id}-below`}
          className={problem ? 'problem' : 'hint'}
          {...(problem ? { role: 'alert' } : {})}
        >
          {below}
        </p>
      )}
    </div>
  );
}
