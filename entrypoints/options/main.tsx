import '@/lib/screen/strict';
import { OptionsScreen } from '@/components/options/OptionsScreen';
import { mountScreen } from '@/components/screen/mountScreen';
import { createScreenDeps } from '@/lib/screen/createScreenDeps';

await mountScreen(<OptionsScreen />, createScreenDeps());
