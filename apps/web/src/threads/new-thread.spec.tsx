import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { NewThread } from './new-thread.js';
import { pair, renderInRoom } from './spec/fake-room.js';

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
