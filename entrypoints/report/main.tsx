import '@/lib/screen/strict';
import { ReportScreen } from '@/components/report/ReportScreen';
import { mountScreen } from '@/components/screen/mountScreen';
import { createScreenDeps } from '@/lib/screen/createScreenDeps';
import type { JobView } from '@/lib/state/jobView';

const isShown = ({ key, jobId }: JobView): boolean => {
  const shown = new URLSearchParams(location.hash.slice(1)).get('job');
  return shown !== null && (shown === key || shown === jobId);
};

await mountScreen(<ReportScreen />, createScreenDeps(isShown));
