/** The first text that is not empty; null when there is none. Missing includes empty. */
export const firstText = (texts: string[]): string | null => texts.find((text) => text.trim() !== '') ?? null;
