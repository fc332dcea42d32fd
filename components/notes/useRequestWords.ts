import { failureTraitsOf } from '@/lib/state/failureTraits';
import { useBasicServer } from '../connection/useConnection';
import { useScreen } from '../screen/ScreenProvider';
import { type FailureWords, requestWords } from './failureWords';

/**
 * Words of a refused request, and of the button that leads to another token. They differ for a basic server:
 * it has no reports and no pairing, and perhaps no token.
 */
export function useRequestWords(code: string): FailureWords & { connect: string } {
  const { t } = useScreen();
  const basic = useBasicServer();
  if (!basic) return { ...requestWords(t, code), connect: t('job.pair_again') };
  const refused = {
    title: t('connection.unauthorized_basic.title'),
    text: t('connection.unauthorized_basic.text'),
  };
  const words = failureTraitsOf(code).refusesToken ? refused : requestWords(t, code);
  return { ...words, connect: t('connection.unauthorized_basic.action') };
}
