import type { StreamEvent } from '@liaison/contracts';
import { describe, expect, it } from 'vitest';
import { madeStale } from './made-stale.js';
import { me, myAgency, ScriptedServer, stream } from './spec/scripted-server.js';

const reader = { person: me, agency: myAgency, roleIn: () => 'analyst' };
const fresh = { operations: false, inbox: false, datasets: [] };
const event = (kind: StreamEvent['kind'], refs: StreamEvent['refs'] = {}): StreamEvent => ({
  seq: 1,
  id: 'e-1',
  kind,
  author: null,
  at: '2025-09-15T08:00:00.000Z',
  refs,
});

describe('fetched pages that are old now', () => {
  it('are those of the dataset that changed', () => {
    const changed = [event('share.changed', { dataset: 'd-1' })];
    expect(madeStale(stream, changed, {}, reader)).toEqual({ ...fresh, datasets: ['d-1'] });
  });

  it('are the operations, when somebody comes or goes', () => {
    expect(madeStale(stream, [event('member.left')], {}, reader)).toEqual({ ...fresh, operations: true });
  });

  it('are the operations and the inbox, when one is seated', () => {
    const seated = [event('membership.gained')];
    expect(madeStale(`person:${me}`, seated, {}, reader)).toEqual({ ...fresh, operations: true, inbox: true });
  });

  it('are the inbox for whom a message names, and none for anybody else', () => {
    const server = new ScriptedServer();
    const id = server.post(server.startThread('a'), 'look here', 'somebody else', [me]);
    const messages = [...server.messages.values()].filter((one) => one.id === id);
    const posted = [event('message.posted')];
    expect(madeStale(stream, posted, { messages }, reader)).toEqual({ ...fresh, inbox: true });
    expect(madeStale(stream, posted, { messages }, { ...reader, person: 'another' })).toEqual(fresh);
  });
});
