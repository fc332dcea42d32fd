import { useScreen } from '../screen/ScreenProvider';
import { Switch } from '../shared/Switch';
import { TextField } from '../shared/TextField';
import { limits, type OptionProblem, type TypedOptions } from './scanOptions';

interface OptionFieldsProps {
  typed: TypedOptions;
  problems: OptionProblem[];
  onChange: (change: Partial<TypedOptions>) => void;
}

/** The options of a scan. */
export function OptionFields({ typed, problems, onChange }: OptionFieldsProps) {
  const { t, f } = useScreen();
  const words = (field: keyof TypedOptions): string | undefined => {
    const problem = problems.find((found) => found.field === field);
    if (!problem) return undefined;
    if (problem.kind === 'patterns_long') return t('form.patterns_long');
    const { min, max } = limits[field as keyof typeof limits];
    const range = { min: f.decimal(min), max: f.count(max) };
    return problem.kind === 'not_whole' ? t('form.not_whole', range) : t('form.not_number', range);
  };
  return (
    <div className="opts" data-testid="scan-options">
      <TextField
        label={t('form.max_pages')}
        value={typed.maxPages}
        onChange={(maxPages) => onChange({ maxPages })}
        problem={words('maxPages')}
        testId="max-pages"
        numeric
      />
      <TextField
        label={t('form.max_depth')}
        value={typed.maxDepth}
        onChange={(maxDepth) => onChange({ maxDepth })}
        problem={words('maxDepth')}
        testId="max-depth"
        numeric
      />
      <TextField
        label={t('form.rate')}
        value={typed.rate}
        onChange={(rate) => onChange({ rate })}
        problem={words('rate')}
        unit={t('form.per_second')}
        testId="rate"
        numeric
      />
      <div className="all">
        <TextField
          label={t('form.include')}
          value={typed.include}
          onChange={(include) => onChange({ include })}
          problem={words('include')}
          hint={t('form.pattern_hint')}
          testId="include"
          mono
        />
      </div>
      <div className="all">
        <TextField
          label={t('form.exclude')}
          value={typed.exclude}
          onChange={(exclude) => onChange({ exclude })}
          problem={words('exclude')}
          testId="exclude"
          mono
        />
      </div>
      <div className="all">
        <Switch
          label={t('form.robots')}
          on={typed.followRobots}
          onChange={(followRobots) => onChange({ followRobots })}
        />
      </div>
      <div className="all">
        <Switch
          label={t('form.cookies')}
          on={typed.keepCookies}
          onChange={(keepCookies) => onChange({ keepCookies })}
        />
      </div>
    </div>
  );
}
