import { type ReactNode, useId } from 'react';

interface ReportCardProps {
  title: string;
  testId?: string;
  children: ReactNode;
}

/** One card of the overview with its heading. */
export function ReportCard({ title, testId, children }: ReportCardProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id} data-testid={testId}>
      <h2 id={id} className="h3">
        {title}
      </h2>
      {children}
    </section>
  );
}
