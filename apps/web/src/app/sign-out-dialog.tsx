import { useClient, useLive } from '../data/client.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';

/** Whoever signs out takes everything along; what is unsent would be lost. */
export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();
  const count = useLive(['outbox'], ({ outbox }) => outbox.unsent().length);
  return (
    <Dialog
      title="Sign out before everything is sent?"
      role="alertdialog"
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Stay</Button>
          <Button look="danger" onPress={() => void client.signOut()}>
            Sign out
          </Button>
        </>
      }
    >
      <p>{wordsOf(count)}</p>
    </Dialog>
  );
}

function wordsOf(count: number): string {
  if (count === 0) return 'Everything is sent now.';
  return `${count === 1 ? 'One message has' : `${count} messages have`} not been sent. Signing out throws ${count === 1 ? 'it' : 'them'} away.`;
}
