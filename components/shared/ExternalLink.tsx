import { useScreen } from '../screen/ScreenProvider';
import { addressOf, openable } from './address';
import { PageText } from './PageText';

/** The only link to pages outside the extension. Addresses other than http and https are shown as text. */
export function ExternalLink({ url, label, className }: { url: string; label?: string; className?: string }) {
  const { t } = useScreen();
  const href = openable(url);
  const text = label ?? addressOf(url);
  if (!href) return <PageText className={className ?? ''}>{text}</PageText>;
  return (
    <a
      className={className ? `out-link ${className}` : 'out-link'}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={t('app.new_window', { address: addressOf(url) })}
    >
      <PageText>{text}</PageText>
    </a>
  );
}
