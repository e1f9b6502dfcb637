import type { Id } from '@liaison/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useAsked, useNamed } from '../frame/address.js';
import { RefChip, RefText } from '../ui/ref-chip.js';
import { useRoom } from './room-context.js';

/** A reference that opens its dataset beside the talk; plain text when it is not of this audience. */
export function ReferenceLink({ reference, compartment }: { readonly reference: string; readonly compartment?: Id }) {
  const room = useRoom();
  const navigate = useNavigate();
  const { thread } = useNamed();
  const search = useAsked();
  const known = room.shareByRef(reference);
  const share = known && room.share(known.dataset, compartment);
  if (!share) return <RefText reference={reference} />;
  const open = (): void =>
    void navigate({
      to: thread === undefined ? '/o/$op/threads' : '/o/$op/threads/$thread',
      params: { op: room.operation.id, ...(thread !== undefined && { thread }) },
      search: { ...search, dataset: share.dataset },
      replace: true,
    });
  return <RefChip reference={reference} onPress={open} />;
}
