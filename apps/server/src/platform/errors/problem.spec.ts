import { BadRequestException, ForbiddenException } from '@nestjs/common';
import { DomainError, errorCodes, notFound } from '@liaison/domain';
import { isExpected, toDomainError, toProblem } from './problem.js';

const of = (error: unknown): { status: number; code: string } => {
  const { status, code } = toProblem(toDomainError(error));
  return { status, code };
};

describe('an error on its way out', () => {
  it.each(errorCodes)('of code %s has a title and a status of its own', (code) => {
    const problem = toProblem(new DomainError(code, 'Why.'));
    expect(problem).toMatchObject({ type: `urn:liaison:problem:${code}`, code, detail: 'Why.' });
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.title).not.toBe('');
  });

  it('says what the DomainError says and nothing else', () => {
    const error = new DomainError('conflict', 'Changed.', { reason: 'audience_changed', extra: { added: ['FR'] } });
    expect(Object.keys(toProblem(error)).sort()).toEqual([
      'code',
      'detail',
      'extra',
      'reason',
      'status',
      'title',
      'type',
    ]);
  });

  it.each([
    [new BadRequestException('canary'), { status: 400, code: 'invalid' }],
    [new ForbiddenException('canary'), { status: 403, code: 'forbidden' }],
    [Object.assign(new Error('canary'), { status: 413 }), { status: 413, code: 'invalid' }],
    [Object.assign(new Error('canary'), { status: 405 }), { status: 404, code: 'not_found' }],
    [new SyntaxError('canary'), { status: 400, code: 'invalid' }],
    [new Error('canary'), { status: 503, code: 'unavailable' }],
    [Object.assign(new Error('canary'), { code: '23505', detail: 'canary' }), { status: 503, code: 'unavailable' }],
    ['canary', { status: 503, code: 'unavailable' }],
    [undefined, { status: 503, code: 'unavailable' }],
  ])('of another kind (%p) becomes a code and repeats nothing', (error, expected) => {
    expect(of(error)).toEqual(expected);
    expect(JSON.stringify(toProblem(toDomainError(error)))).not.toContain('canary');
  });

  it('is for the operator only when nobody expected it', () => {
    expect([notFound(), new BadRequestException(), new Error('x'), null].map(isExpected)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
