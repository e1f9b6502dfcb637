import { describe, expect, it } from 'vitest';
import type { LogQuery } from '../../data/log.js';
import { queryOf, savedOf } from './saved.js';

const again = (query: LogQuery): LogQuery => {
  const { filters, withinHours = null } = savedOf('it', query);
  return queryOf({ filters, withinHours });
};

describe('a question that is kept', () => {
  it('comes back as it was asked, a span as a span and exact times exact', () => {
    const denials: LogQuery = { within: 'month', class: 'consultation,denial', outcome: 'failure', ground: 'missing' };
    expect(again(denials)).toEqual(denials);
    const exact: LogQuery = { from: '2025-09-14T00:00:00Z', to: '2025-09-21T00:00:00Z', act: 'dataset.view' };
    expect(again(exact)).toEqual(exact);
    expect(again({ within: 'all', person: 'p' })).toEqual({ within: 'all', person: 'p' });
  });

  it('says whether one’s own acts are among the records', () => {
    expect(savedOf('it', {}).filters).toEqual({ ownActs: 'hidden' });
    expect(again({})).toEqual({ within: 'week' });
    expect(again({ within: 'day', ownActs: 'shown' })).toEqual({ within: 'day', ownActs: 'shown' });
    expect(savedOf('it', { act: 'log.read' }).filters).toEqual({ act: 'log.read' });
  });

  it('is of the last seven days where nothing else was said', () => {
    expect(savedOf('it', {}).withinHours).toBe(168);
  });

  it('keeps no names, only what is asked', () => {
    expect(savedOf('it', { person: 'p', personName: 'Ana', object: 'o', objectName: 'X-1' }).filters).toEqual({
      person: 'p',
      object: 'o',
    });
  });
});
