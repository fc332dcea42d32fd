import type { Answer } from '@/lib/messages';

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** The background passes reports on as they came: what shows them holds them against the contract. */
export function readAnswer<T>(schema: Schema<T>, answer: Answer<unknown>): Answer<T> {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, error: { code: 'bad_answer' } };
}
