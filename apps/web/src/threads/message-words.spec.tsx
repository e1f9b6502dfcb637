import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useLive } from '../data/client.js';
import { MessageWords } from './message-words.js';
import { amber, message, pair, renderInRoom, say } from './spec/fake-room.js';

afterEach(cleanup);

function Live() {
  const header = useLive(['thread:thread-1'], ({ store }) => store.messages.get('message-1'));
  return header ? <MessageWords message={header} /> : null;
}

const hostile = [
  '<script>alert(1)</script><b onclick="x()">bold</b>',
  '<img src=x onerror=alert(1)>',
  '![picture](https://evil.example/p.png)',
  '[run](javascript:alert(1))',
  '[data](data:text/html;base64,PHNjcmlwdD4=)',
  '<svg/onload=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="https://evil.example" target=_blank>x</a>',
];

describe('a message', () => {
  it.each(hostile)('is text whatever is written in it: %s', async (text) => {
    const { client } = await renderInRoom(<Live />);
    act(() => say(client, message(), text));
    expect(
      document.querySelectorAll('script, img, svg, iframe, object, embed, [onclick], [onerror], [onload]'),
    ).toHaveLength(0);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toBeNull();
  });

  it('opens an address only after showing where it leads', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    const { client } = await renderInRoom(<Live />);
    act(() => say(client, message(), 'see [the national page](https://evil.example/path)'));
    fireEvent.click(screen.getByText('the national page'));
    expect(opened).not.toHaveBeenCalled();
    expect(screen.getByRole('dialog').textContent).toContain('https://evil.example/path');
    fireEvent.click(screen.getByRole('button', { name: 'Open evil.example' }));
    expect(opened.mock.calls[0]?.slice(1)).toEqual(['_blank', 'noopener,noreferrer']);
  });

  it('links a reference that this audience has, and leaves any other as letters', async () => {
    const { client } = await renderInRoom(<Live />);
    const share = {
      id: 's',
      dataset: 'd',
      operation: 'operation-1',
      compartment: pair.id,
      ref: 'VIDTF17-7K3Q',
      withdrawnBy: null,
      version: 1,
    };
    act(() => client.store.apply(pair.id, 1, { shares: [share as never] }));
    act(() => say(client, message({ datasets: ['d'] }), 'VIDTF17-7K3Q and VIDTF17-M0WD'));
    expect(screen.getByRole('link', { name: 'VIDTF17-7K3Q' })).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'VIDTF17-M0WD' })).toBeNull();
  });

  it('goes from the page the moment it is taken back', async () => {
    const { client } = await renderInRoom(<Live />);
    act(() => say(client, message(), 'a name that must go'));
    expect(document.body.textContent).toContain('a name that must go');
    act(() =>
      client.store.apply(pair.id, 7, {
        messages: [message({ retracted: { at: '2025-09-15T09:00:00.000Z', reason: 'wrong_audience' } })],
      }),
    );
    expect(document.body.textContent).not.toContain('a name that must go');
    expect(document.body.textContent).toContain('wrong audience');
  });

  it('is folded behind its note, and opened by an act of its own', async () => {
    const { client, fetched, setAnswer } = await renderInRoom(<Live />);
    act(() => say(client, message({ alone: true }), null, 'Describes a place'));
    expect(document.body.textContent).toContain('Describes a place');
    setAnswer('/messages/message-1/text', {
      message: 'message-1',
      version: 1,
      text: 'the words',
      contentNote: 'Describes a place',
    });
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    });
    expect(fetched).toContain('GET /messages/message-1/text');
    expect(document.body.textContent).toContain('the words');
  });

  it('asks for a reason in own words where the marking wants one, and sends it', async () => {
    const { client, fetched, setAnswer } = await renderInRoom(<Live />);
    const strict = message({ alone: true, marking: { ...amber, handling: ['H0', 'H2'] } });
    act(() => say(client, strict, null));
    const problem = {
      type: '',
      title: '',
      status: 409,
      code: 'conflict',
      reason: 'ground_required',
      detail: 'Say why.',
      extra: { grounds: [], freeText: true },
    };
    setAnswer('/messages/message-1/text', problem, 409);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    });
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'compare with our case' } });
    setAnswer('/messages/message-1/text', {
      message: 'message-1',
      version: 1,
      text: 'restricted words',
      contentNote: null,
    });
    await act(async () => {
      const opens = screen.getAllByRole('button', { name: 'Open' });
      fireEvent.click(opens[opens.length - 1] ?? document.body);
    });
    expect(fetched.at(-1)).toBe('GET /messages/message-1/text?ground=compare+with+our+case');
    expect(document.body.textContent).toContain('restricted words');
  });

  it('asks once for a restriction and a reason when both are due, and opens with both', async () => {
    const { client, fetched, setAnswer } = await renderInRoom(<Live />);
    const marking = { ...amber, handling: ['H0', 'H3'] as const, h3Text: 'only at the desk' };
    act(() => say(client, message({ alone: true, marking }), null));
    const extra = { grounds: [], freeText: true, h3Text: 'only at the desk' };
    const due = {
      type: '',
      title: '',
      status: 409,
      code: 'conflict',
      reason: 'h3_required',
      detail: 'Read it.',
      extra,
    };
    setAnswer('/messages/message-1/text', due, 409);
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Open' }));
    });
    const dialog = within(screen.getByRole('dialog'));
    const open = dialog.getByRole<HTMLButtonElement>('button', { name: 'Open' });
    expect(dialog.getByText('only at the desk')).toBeTruthy();
    fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'our case' } });
    expect(open.disabled).toBe(true);
    fireEvent.click(dialog.getByRole('checkbox', { name: 'I have read this restriction and keep to it' }));
    setAnswer('/messages/message-1/text', { message: 'message-1', version: 1, text: 'the words', contentNote: null });
    await act(async () => {
      fireEvent.click(open);
    });
    expect(fetched.at(-1)).toBe('GET /messages/message-1/text?ground=our+case&h3=only+at+the+desk');
    expect(document.body.textContent).toContain('the words');
  });
});
