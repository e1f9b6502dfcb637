import type { Allowed, MessageAction, MessageHeader } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Reply } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useClient } from '../data/client.js';
import { may } from '../frame/actions.js';
import { useKeys } from '../frame/keys.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, type MenuEntry } from '../ui/menu.js';
import { toast } from '../ui/toast.js';
import type { MessageActKind } from './message-acts.js';
import { useRoom } from './room-context.js';

const MessageAct = lazy(() => import('./message-acts.js').then((module) => ({ default: module.MessageAct })));

export interface MessageMenuProps {
  readonly message: MessageHeader;
  readonly isActive: boolean;
  readonly onQuote: (message: MessageHeader) => void;
}

/** What can be done with one message. What the server would refuse is not offered: it is asked when the menu opens. */
export function MessageMenu({ message, isActive, onQuote }: MessageMenuProps) {
  const { api } = useClient();
  const { operation } = useRoom();
  const [isOpen, setOpen] = useState(false);
  const [act, setAct] = useState<MessageActKind | null>(null);
  const { data: actions } = useQuery({
    queryKey: ['message-actions', message.id, message.version, message.retracted?.at ?? ''],
    queryFn: ({ signal }) => api.get<Allowed<MessageAction>>(`/messages/${message.id}/actions`, {}, signal),
    enabled: isOpen,
    staleTime: 60_000,
  });
  const copy = (): void => {
    const address = `${location.origin}/o/${operation.id}/threads/${message.thread}?message=${message.id}`;
    void navigator.clipboard
      .writeText(address)
      .then(() => toast({ text: 'The address is copied. It opens only for those who may see the message.' }));
  };
  const entries = entriesOf(message, actions, { quote: () => onQuote(message), copy, act: setAct });
  return (
    <>
      {isActive && <MenuKey open={() => setOpen(true)} />}
      {!message.retracted && (
        <IconButton label="Reply with quote" hotkey=">" onPress={() => onQuote(message)}>
          <Reply aria-hidden="true" />
        </IconButton>
      )}
      <Menu label="Message" entries={entries} isOpen={isOpen} onOpenChange={setOpen}>
        <IconButton label="Actions" hotkey=".">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </Menu>
      {act && (
        <Suspense fallback={null}>
          <MessageAct kind={act} message={message} onClose={() => setAct(null)} />
        </Suspense>
      )}
    </>
  );
}

function MenuKey({ open }: { readonly open: () => void }) {
  useKeys([{ keys: '.', label: 'Actions of the message', group: 'Messages', run: open }]);
  return null;
}

interface Does {
  readonly quote: () => void;
  readonly copy: () => void;
  readonly act: (kind: MessageActKind) => void;
}

function entriesOf(
  message: MessageHeader,
  actions: Allowed<MessageAction> | undefined,
  does: Does,
): readonly MenuEntry[] {
  const entries: readonly (MenuEntry | false)[] = [
    !message.retracted && { id: 'quote', label: 'Reply with quote', hotkey: '>', onAction: does.quote },
    { id: 'copy', label: 'Copy its address', onAction: does.copy },
    message.version > 1 &&
      !message.retracted && { id: 'versions', label: 'Earlier versions', onAction: () => does.act('versions') },
    may(actions, 'message.reach') && {
      id: 'reach',
      label: 'To how many it was open',
      onAction: () => does.act('reach'),
    },
    may(actions, 'message.edit') && { id: 'edit', label: 'Edit', apart: true, onAction: () => does.act('edit') },
    may(actions, 'message.tighten') && {
      id: 'tighten',
      label: 'Raise its marking',
      onAction: () => does.act('tighten'),
    },
    may(actions, 'message.retract') && {
      id: 'retract',
      label: 'Take back',
      danger: true,
      apart: true,
      onAction: () => does.act('retract'),
    },
    may(actions, 'message.repost') && {
      id: 'repost',
      label: 'Take back here, post there',
      note: 'For words that went to the wrong audience',
      danger: true,
      onAction: () => does.act('repost'),
    },
  ];
  return entries.filter((entry): entry is MenuEntry => entry !== false);
}
