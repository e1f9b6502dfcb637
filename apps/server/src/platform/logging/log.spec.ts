import { describeError } from './describe-error.js';
import { createLog } from './log.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('trace', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it('hides secrets and words however they are called', () => {
    const text = logged((log) => {
      log.info(
        { password: 'canary', text: 'canary', session: { token: 'canary' }, input: { message: { title: 'canary' } } },
        'said',
      );
    });
    expect(text).toContain('said');
    expect(text).not.toContain('canary');
  });

  it('tells of an error its kind, code and place, never its message', () => {
    const error = Object.assign(new Error('canary\n    canary'), { code: '23505', detail: 'canary' });
    const text = logged((log) => log.error(describeError(error), 'failed'));
    expect(text).toMatch(/"kind":"Error","code":"23505".*log\.spec/);
    expect(text).not.toContain('canary');
  });
});
