import { PageText } from './PageText';

/** A scan's id on its server, on a line of its own; one click selects all of it. */
export const JobId = ({ id }: { id: string }) => (
  <code className="line-of-its-own id" data-testid="job-id">
    <PageText>{id}</PageText>
  </code>
);
