import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/scan.css';
import { type ScreenProps, ScreenProvider } from './ScreenProvider';

/** Paints a screen after the stored state was read, so that the first paint is already right. */
export async function mountScreen(screen: ReactNode, props: ScreenProps): Promise<void> {
  await props.source.load();
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(<ScreenProvider {...props}>{screen}</ScreenProvider>);
}
