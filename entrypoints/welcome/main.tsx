import '@/lib/screen/strict';
import { mountScreen } from '@/components/screen/mountScreen';
import { readInvitation } from '@/components/welcome/readInvitation';
import { WelcomeScreen } from '@/components/welcome/WelcomeScreen';
import { createScreenDeps } from '@/lib/screen/createScreenDeps';

// The code must not stay in the address bar or in the history.
const invitation = readInvitation(location.hash);
const again = location.hash === '#again';
history.replaceState(null, '', location.pathname);

await mountScreen(<WelcomeScreen invitation={invitation} again={again} />, createScreenDeps());
