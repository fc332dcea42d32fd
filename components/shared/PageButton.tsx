import type { ReactNode } from 'react';
import { useScreen } from '../screen/ScreenProvider';

interface PageButtonProps {
  /** A page of the extension, such as `/options.html#log`. */
  path: string;
  className?: string;
  children: ReactNode;
}

/** Opens a page of the extension. */
export function PageButton({ path, className = 'btn sm', children }: PageButtonProps) {
  const { openPage } = useScreen();
  return (
    <button type="button" className={className} onClick={() => openPage(path)}>
      {children}
    </button>
  );
}
