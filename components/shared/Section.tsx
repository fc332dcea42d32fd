import type { ReactNode } from 'react';

interface SectionProps {
  /** Also the fragment by which links reach the section. */
  id: string;
  title: string;
  /** In one line with the title. */
  nextToTitle?: ReactNode;
  /** A part of the report, with more room around it. */
  part?: boolean;
  children: ReactNode;
}

/** A part of a page with a heading that names it. */
export function Section({ id, title, nextToTitle, part, children }: SectionProps) {
  const heading = (
    <h2 id={`${id}-title`} className="h2">
      {title}
    </h2>
  );
  return (
    <section id={id} aria-labelledby={`${id}-title`} className={part ? 'part' : undefined}>
      {nextToTitle === undefined ? (
        heading
      ) : (
        <div className="row wrap-row head">
          {heading}
          {nextToTitle}
        </div>
      )}
      {children}
    </section>
  );
}
