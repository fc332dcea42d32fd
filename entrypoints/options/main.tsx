import '@/lib/screen/strict';
import { mountScreen } from '@/components/mountScreen';
import { OptionsScreen } from '@/components/options/OptionsScreen';
import { createScreenDeps } from '@/lib/screen/screenDeps';

await mountScreen(<OptionsScreen />, createScreenDeps());
