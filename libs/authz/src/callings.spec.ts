import { callingsOf } from './callings.js';

const nobody = { duties: [], installationDuties: [], member: false } as const;

describe('callings', () => {
  it('coordinating, organising and being a member are one', () => {
    expect(
      callingsOf({ duties: ['coordinator', 'organiser', 'contact_point'], installationDuties: [], member: true }),
    ).toEqual(['member_or_coordinator']);
  });

  it('watching and working are two', () => {
    expect(callingsOf({ ...nobody, duties: ['auditor', 'coordinator'] })).toHaveLength(2);
    expect(callingsOf({ ...nobody, duties: ['auditor'], member: true })).toHaveLength(2);
    expect(callingsOf({ ...nobody, installationDuties: ['oversight'], duties: ['organiser'] })).toHaveLength(2);
    expect(callingsOf({ ...nobody, installationDuties: ['oversight'], duties: ['auditor'] })).toHaveLength(2);
  });

  it('a contact point may be anything else, and somebody without duties is nothing', () => {
    expect(callingsOf({ ...nobody, duties: ['contact_point', 'auditor'] })).toEqual(['auditor']);
    expect(callingsOf(nobody)).toEqual([]);
  });
});
