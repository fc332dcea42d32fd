import '@/lib/screen/strict';
import { mountScreen } from '@/components/mountScreen';
import { ReportScreen } from '@/components/report/ReportScreen';
import { createScreenDeps } from '@/lib/screen/screenDeps';

await mountScreen(<ReportScreen />, createScreenDeps());
