/** Worst first: the order of every list that people see. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
