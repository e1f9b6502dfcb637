import { memberRoles, operationPhases } from '@liaison/domain';
import { decide, policy, recordClassOf, type Action, type Actor, type MessageFacts, type ShareFacts } from './index.js';

const nl = 'agency-nl';
const fr = 'agency-fr';
const ana: Actor = { person: 'ana', agency: nl, session: 's', duties: [], installationDuties: [], address: '::1' };
const coordinator: Actor = { ...ana, person: 'cor', duties: ['coordinator'] };

/** Everything a compartment's action could ask for, all of it favourable; each spec changes one fact. */
const facts: MessageFacts &
  ShareFacts & {
    readonly asksAcknowledgement: boolean;
    readonly dataset: { originator: string; contributor: string };
    readonly origin: string;
    readonly atHome: boolean;
  } = {
  seat: { role: 'investigator' },
  phase: 'active',
  thread: { startedBy: 'ana', state: 'open', frozen: false },
  message: { author: 'ana', agency: nl, retracted: false, baseVer: 1 },
  windows: [{ from: 1, to: null }],
  share: { originator: nl, home: false, withdrawn: false, frozen: false, claimedBy: null, assignee: null },
  asksAcknowledgement: false,
  dataset: { originator: nl, contributor: nl },
  origin: nl,
  atHome: true,
};

const nouns = ['compartment', 'thread', 'message', 'dataset', 'share', 'assessment'];
const own = ['thread.close', 'compartment.open', 'message.list_withheld', 'message.read_withheld'];
const inCompartment = (Object.keys(policy) as Action[]).filter(
  (action) => nouns.includes(action.split('.')[0] ?? '') && !own.includes(action),
);
const reading: readonly Action[] = [
  'compartment.view',
  'thread.open',
  'thread.page',
  'thread.follow',
  'thread.mark_read',
  'message.read',
  'dataset.view',
];
/** An originator's own tightening is possible for ever, and an acknowledgement answers what was asked. */
const always: readonly Action[] = [
  'message.reach',
  'message.acknowledge',
  'message.retract',
  'message.tighten',
  'share.withdraw',
];
const may = (actor: Actor, action: Action, changed: object): boolean =>
  decide(actor, action, { ...facts, ...changed }).allowed;

describe('in a compartment', () => {
  it.each(inCompartment)('%s: for whoever is outside there is nothing', (action) => {
    for (const actor of [
      ana,
      coordinator,
      { ...ana, duties: ['auditor'] as const },
      { ...ana, installationDuties: ['administrator', 'oversight'] as const },
    ])
      expect(decide(actor, action, { ...facts, seat: null })).toMatchObject({
        allowed: false,
        visible: false,
      });
  });

  it.each(inCompartment.filter((action) => !reading.includes(action) && !always.includes(action)))(
    '%s: nothing new once it is closed',
    (action) => {
      for (const phase of operationPhases)
        if (phase === 'closed' || phase === 'archived')
          expect(may({ ...ana, duties: ['coordinator'] }, action, { phase, seat: { role: 'lead' } })).toBe(false);
    },
  );

  it('an observer reads and acknowledges, and nothing else', () => {
    const allowed = inCompartment.filter((action) =>
      may({ ...ana, person: 'obs' }, action, { seat: { role: 'observer' } }),
    );
    expect(allowed.sort()).toEqual([...reading, 'message.acknowledge'].sort());
  });

  it.each(memberRoles.filter((role) => role !== 'observer'))('a %s posts', (role) => {
    expect(may(ana, 'message.post', { seat: { role } })).toBe(true);
    expect(may(ana, 'message.post', { seat: { role }, thread: { ...facts.thread, frozen: true } })).toBe(false);
  });
});

describe('talk', () => {
  it('is there only for those whose side was in when it was born', () => {
    const late = { windows: [{ from: 2, to: null }] };
    for (const action of inCompartment.filter((one) => one.startsWith('message.') && one !== 'message.post'))
      expect(decide(ana, action, { ...facts, ...late })).toMatchObject({ allowed: false, visible: false });
    expect(
      may(ana, 'message.read', {
        windows: [
          { from: 1, to: 2 },
          { from: 3, to: null },
        ],
      }),
    ).toBe(true);
    expect(
      may(ana, 'message.read', {
        message: { ...facts.message, baseVer: 2 },
        windows: [
          { from: 1, to: 2 },
          { from: 3, to: null },
        ],
      }),
    ).toBe(false);
  });

  it('is edited by its author alone, and taken back by the author or the author’s coordinator', () => {
    const luc: Actor = { ...ana, person: 'luc', agency: fr };
    expect(may(ana, 'message.edit', {})).toBe(true);
    expect(may({ ...ana, person: 'ben' }, 'message.edit', {})).toBe(false);
    expect(may(ana, 'message.retract', {})).toBe(true);
    expect(may(coordinator, 'message.retract', {})).toBe(true);
    expect(may({ ...luc, duties: ['coordinator'] }, 'message.retract', {})).toBe(false);
    expect(may(luc, 'message.retract', { seat: { role: 'lead' } })).toBe(false);
  });

  it('asks for acknowledgement only from leads and coordinators', () => {
    expect(may(ana, 'message.post', { asksAcknowledgement: true })).toBe(false);
    expect(may(ana, 'message.post', { asksAcknowledgement: true, seat: { role: 'lead' } })).toBe(true);
    expect(may(coordinator, 'message.post', { asksAcknowledgement: true })).toBe(true);
  });
});

describe('a dataset', () => {
  it('is shared and withdrawn by its originator alone', () => {
    const others = { dataset: { originator: fr, contributor: fr }, share: { ...facts.share, originator: fr } };
    expect(may(ana, 'dataset.share', {})).toBe(true);
    expect(may(ana, 'share.withdraw', {})).toBe(true);
    expect(may(ana, 'dataset.share', others)).toBe(false);
    expect(may(ana, 'share.withdraw', { ...others, seat: { role: 'lead' } })).toBe(false);
  });

  it('that somebody has claimed is claimed by nobody else', () => {
    expect(may(ana, 'share.claim', {})).toBe(true);
    expect(may(ana, 'share.claim', { share: { ...facts.share, claimedBy: 'ben' } })).toBe(false);
    expect(may(ana, 'share.release', { share: { ...facts.share, claimedBy: 'ben' } })).toBe(false);
  });
});

describe('every action', () => {
  it.each(Object.keys(policy) as Action[])('%s has rules with ids of its own and a record class', (action) => {
    const ids = policy[action].map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
    expect(recordClassOf[action]).toEqual(expect.any(String));
  });
});
