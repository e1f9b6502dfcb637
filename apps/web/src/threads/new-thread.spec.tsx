import { startMarking } from '@liaison/domain';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { firstMarking } from '../frame/audience-choice.js';
import { NewThread } from './new-thread.js';
import { amber, operation, pair, people, renderInRoom, thread } from './spec/fake-room.js';
import type { ThreadBeginning } from './thread-beginning.js';

afterEach(cleanup);

const start = (): void =>
  void fireEvent.keyDown(screen.getByRole('textbox', { name: 'First message to FR + NL' }), {
    key: 'Enter',
    ctrlKey: true,
  });

describe('a thread that is being started', () => {
  it('goes to nobody whom its author has not seen in the audience', async () => {
    const { client, link } = await renderInRoom(
      <NewThread
        beginning={{ compartment: pair, text: 'For FR and NL only' }}
        onClose={() => undefined}
        onStarted={() => undefined}
      />,
    );
    const grown = { ...pair, readers: [...pair.readers, 'person-Sven'], memberVer: 4 };
    act(() => client.store.apply(pair.id, 5, { compartment: grown }));
    await act(async () => start());
    expect(link.commands()).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'I have seen it' }));
    await act(async () => start());
    expect(link.commands()).toMatchObject([{ kind: 'thread.start', memberVer: 4 }]);
  });
});

const opensWith = { id: 'compartment-new', name: 'FR + SE', agencies: ['agency-FR', 'agency-SE'] };
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const isShown = (words: string): boolean => screen.queryAllByText(words, { exact: false }).length > 0;

/** Chooses FR and SE, for whom nothing is open yet. */
async function chooseSweden(beginning: ThreadBeginning) {
  const closed: string[] = [];
  const room = await renderInRoom(
    <NewThread beginning={beginning} onClose={() => closed.push('closed')} onStarted={(id) => closed.push(id)} />,
  );
  room.setAnswer('/operations/operation-1/compartments', {
    ...pair,
    ...opensWith,
    readers: [people.luc.id, people.sven.id],
    memberVer: 1,
    marking: { ...amber, pap: 'AMBER' },
  });
  fireEvent.click(screen.getByRole('radio', { name: 'Some agencies…' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'SE' }));
  return { ...room, closed };
}

describe('an audience that is not open yet', () => {
  it('begins at the marking of its operation, and gets the marking that is shown', async () => {
    const { sent } = await chooseSweden({});
    expect(isShown('TLP:AMBER') && isShown('PAP:AMBER')).toBe(true);
    press('Write to them');
    fireEvent.change(screen.getByRole('textbox', { name: 'Title' }), { target: { value: 'Timetable' } });
    await act(async () => press('Start'));
    expect(sent[0]).toMatchObject({ agencies: ['agency-SE'], marking: { ...startMarking } });
  });

  it('continues no lower than the wider talk, on every axis', async () => {
    const { sent } = await chooseSweden({});
    fireEvent.click(screen.getByRole('checkbox', { name: 'H1' }));
    press('Write to them');
    fireEvent.change(screen.getByRole('textbox', { name: 'Title' }), { target: { value: 'Timetable' } });
    await act(async () => press('Start'));
    expect(sent[0]).toMatchObject({ marking: { ...startMarking, handling: ['H0', 'H1'] } });
    expect(firstMarking(operation, pair)).toEqual({ ...startMarking, handling: ['H0', 'H1'] });
  });

  it('opens with its first thread and not before: leaving leaves nothing', async () => {
    const { fetched, link, closed } = await chooseSweden({});
    press('Write to them');
    expect(isShown('2 people read this')).toBe(true);
    press('Cancel');
    expect(closed).toEqual(['closed']);
    expect(fetched.filter((one) => one.startsWith('POST'))).toEqual([]);
    expect(link.commands()).toEqual([]);
  });

  it('takes the words that were begun in the wider thread, which then no longer has them', async () => {
    const { client, link, fetched } = await chooseSweden({ text: 'For FR and SE only', movedFrom: thread.id });
    client.drafts.write(thread.id, 'For FR and SE only');
    await act(() => client.drafts.flush());
    press('Write to them');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'First message to FR + SE' }).value).toBe(
      'For FR and SE only',
    );
    await act(async () => press('Start'));
    expect(link.commands()).toMatchObject([
      { kind: 'thread.start', compartment: 'compartment-new', input: { message: { text: 'For FR and SE only' } } },
    ]);
    expect(client.drafts.here(thread.id)).toBe('');
    // At once: who reloads the page in the same second does not find them in the wider thread again.
    expect(fetched).toContain(`DELETE /drafts/${thread.id}`);
  });
});
