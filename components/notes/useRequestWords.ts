import { failureTraitsOf } from '@/lib/state/failureTraits';
import { useBasicServer } from '../connection/useConnection';
import { useScreen } from '../screen/ScreenProvider';
import { type FailureWords, requestWords } from './failureWords';

/**
 * Words of a refused request, and of the way to another token: a plain server has neither reports nor pairing,
 * and may have been given no token at all.
 */
export function useRequestWords(code: string): FailureWords & { connect: string } {
  const { t } = useScreen();
  const plain = useBasicServer();
  if (!plain) return { ...requestWords(t, code), connect: t('job.pair_again') };
  const refused = {
    title: t('connection.unauthorized_plain.title'),
    text: t('connection.unauthorized_plain.text'),
  };
  const words = failureTraitsOf(code).refusesToken ? refused : requestWords(t, code);
  return { ...words, connect: t('connection.unauthorized_plain.action') };
}
