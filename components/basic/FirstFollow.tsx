import { RunningCards } from '../scan/JobCard';
import { useScreen } from '../screen/ScreenProvider';
import { Step } from '../shared/Step';
import { FollowForm } from './FollowForm';

/** The first scan of a basic server, with the scan below. */
export function FirstFollow() {
  const { t } = useScreen();
  return (
    <Step number={4} title={t('basic.try')} done={false}>
      <FollowForm />
      <p className="dim sm">{t('basic.try_hint')}</p>
      <RunningCards />
    </Step>
  );
}
