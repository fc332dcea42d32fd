import type { ReactNode } from 'react';
import { useScreen } from '../screen/ScreenProvider';
import { Mark } from './Icon';
import { SkipLink } from './SkipLink';

/** The bar at the top of a page of the extension. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useScreen();
  return (
    <header className="pagebar">
      <SkipLink />
      <div className="wrap">
        <Mark size={20} />
        <b>{t('app.name')}</b>
        <h1 className="dim plain">{title}</h1>
        <span className="end" />
        {children}
      </div>
    </header>
  );
}
