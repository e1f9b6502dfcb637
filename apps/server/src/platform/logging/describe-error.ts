/** What a log may hold of an error: kind, code and place. Its message can repeat input, driver text or names. */
export function describeError(error: unknown): { kind: string; code?: string; stack?: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
  return { kind: error.name, ...(code !== undefined && { code }), stack: stack.map((line) => line.trim()) };
}
