import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useState } from 'react';
import type { Outgoing } from '../sync/outbox.js';
import { Composer } from './composer.js';
import { usePending } from './pending-row.js';
import { useRoom } from './room-context.js';
import { pair, refusal, renderInRoom, thread } from './spec/fake-room.js';

afterEach(cleanup);

/** The composer as the pane has it: refusals come back to it. */
function Writing() {
  const { compartment } = useRoom();
  const pending = usePending(thread.id);
  const [refused, setRefused] = useState<Outgoing | null>(null);
  const sent = pending.map((entry) => entry.state).join();
  const here = compartment(pair.id);
  if (!here) return null;
  return (
    <>
      <p>states: {sent}</p>
      <button type="button" onClick={() => setRefused(pending.find((entry) => entry.problem) ?? null)}>
        take back
      </button>
      <Composer
        thread={thread}
        compartment={here}
        quoted={null}
        onQuote={() => undefined}
        refused={refused}
        onRefusalSeen={() => setRefused(null)}
        onSent={() => undefined}
        onLeave={() => undefined}
        onNarrower={() => undefined}
        onMoveTo={() => undefined}
        handle={null}
      />
    </>
  );
}

const box = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Message to FR + NL' });
const write = (text: string): void => void fireEvent.change(box(), { target: { value: text } });
const send = (): void => void fireEvent.keyDown(box(), { key: 'Enter', ctrlKey: true });

describe('the composer', () => {
  it('says to whom it goes, how many that is, and how it is marked', async () => {
    await renderInRoom(<Writing />);
    expect(screen.getByText('FR + NL')).toBeTruthy();
    expect(screen.getByText('2 people read this')).toBeTruthy();
    expect(screen.getByText('TLP:AMBER')).toBeTruthy();
    expect(screen.getByText('H1')).toBeTruthy();
  });

  it('sends the audience that was seen with the words, and clears the box', async () => {
    const { link } = await renderInRoom(<Writing />);
    write('I hear the north-east');
    await act(async () => send());
    expect(link.commands()).toMatchObject([
      { kind: 'message.post', memberVer: 3, input: { thread: thread.id, text: 'I hear the north-east' } },
    ]);
    expect(box().value).toBe('');
  });

  it('holds back when somebody has come into the audience since the author began', async () => {
    const { client, link } = await renderInRoom(<Writing />);
    write('For FR and NL only');
    const grown = {
      ...pair,
      agencies: [...pair.agencies, 'agency-SE'],
      readers: [...pair.readers, 'person-Sven'],
      memberVer: 4,
    };
    act(() => client.store.apply(pair.id, 5, { compartment: grown }));
    expect(screen.getByRole('alert').textContent).toContain('SE now reads here');
    send();
    expect(link.commands()).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'I have seen it' }));
    await act(async () => send());
    expect(link.commands()).toMatchObject([{ memberVer: 4 }]);
  });

  it('says who has come when the server knew it first, and sends what was looked at', async () => {
    const { link } = await renderInRoom(<Writing />);
    link.answer = () => refusal('audience_changed', { memberVer: 7, added: [{ agency: 'agency-SE', person: null }] });
    write('In a race');
    await act(async () => send());
    write('In a race');
    fireEvent.click(screen.getByRole('button', { name: 'take back' }));
    expect(screen.getByRole('alert').textContent).toContain('SE now reads here');
    fireEvent.click(screen.getByRole('button', { name: 'I have seen it' }));
    link.answer = () => ({ result: { seq: 9, eventId: 'e', at: thread.startedAt, id: 'message-9' } });
    await act(async () => send());
    expect(link.commands().at(-1)).toMatchObject({ memberVer: 7, input: { text: 'In a race' } });
  });

  it('says nothing when the audience only shrank', async () => {
    const { client, link } = await renderInRoom(<Writing />);
    write('Still fine');
    act(() => client.store.apply(pair.id, 5, { compartment: { ...pair, readers: ['person-Luc'], memberVer: 4 } }));
    expect(screen.queryByRole('alert')).toBeNull();
    await act(async () => send());
    expect(link.commands()).toMatchObject([{ memberVer: 4 }]);
  });

  it('sends a refused message again as it was marked, folded and asked for', async () => {
    const { client, link } = await renderInRoom(<Writing />);
    const post = {
      text: 'see VIDTF17-M0WD',
      language: 'de',
      marking: { ...pair.marking, pap: 'RED' },
      contentNote: 'a witness describes a room',
      acknowledgeBy: new Date(Date.now() + 4 * 3_600_000).toISOString(),
    } as const;
    link.answer = () => refusal('link_would_leak', { links: [] });
    await act(async () => {
      client.outbox.submit('message.post', pair.id, 3, { thread: thread.id, ...post }).done.catch(() => undefined);
    });
    write(post.text);
    fireEvent.click(screen.getByRole('button', { name: 'take back' }));
    link.answer = () => ({ result: { seq: 9, eventId: 'e', at: thread.startedAt, id: 'message-9' } });
    await act(async () => send());
    const { acknowledgeBy, ...rest } = post;
    expect(link.commands().at(-1)?.input).toMatchObject(rest);
    expect(String(link.commands().at(-1)?.input.acknowledgeBy) >= acknowledgeBy).toBe(true);
  });

  it('offers the right term for the one that implies consent', async () => {
    await renderInRoom(<Writing />);
    write('a folder of child porn');
    fireEvent.click(screen.getByRole('button', { name: 'Use it' }));
    expect(box().value).toBe('a folder of child sexual abuse material (CSAM)');
  });

  it('keeps refused words, says which link would leak to whom, and sends it without', async () => {
    const { link } = await renderInRoom(<Writing />);
    link.answer = () =>
      refusal('link_would_leak', { links: [{ ref: 'VIDTF17-M0WD', dataset: 'd', agenciesWithout: ['agency-NL'] }] });
    write('see VIDTF17-M0WD');
    await act(async () => send());
    expect(screen.getByText('states: refused')).toBeTruthy();
    write('see VIDTF17-M0WD');
    fireEvent.click(screen.getByRole('button', { name: 'take back' }));
    expect(screen.getByRole('alert', { name: 'A link would leak' }).textContent).toContain(
      'VIDTF17-M0WD is not with NL',
    );
    link.answer = () => ({ result: { seq: 9, eventId: 'e', at: thread.startedAt, id: 'message-9' } });
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Send without the link' }));
    });
    expect(link.commands().at(-1)).toMatchObject({ input: { text: 'see VIDTF17-M0WD', plain: ['VIDTF17-M0WD'] } });
  });

  it('suggests people of this audience and nobody else', async () => {
    await renderInRoom(<Writing />);
    box().focus();
    write('@an');
    fireEvent.click(box());
    expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual([
      'AnaNL, analyst',
      'analysteverybody here in this role',
    ]);
    write('@s');
    fireEvent.click(box());
    expect(screen.queryByText('Sven')).toBeNull();
  });

  it('keeps the draft on the server for its author, and takes it away when sent', async () => {
    const { fetched, client } = await renderInRoom(<Writing />);
    write('half a sentence');
    await act(() => client.drafts.flush());
    expect(fetched).toContain('PUT /drafts/thread-1');
    await act(async () => send());
    await act(() => client.drafts.flush());
    await waitFor(() => expect(fetched).toContain('DELETE /drafts/thread-1'));
  });
});
