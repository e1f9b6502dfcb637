import type { ReactNode } from 'react';
import type { Problem } from '@liaison/contracts';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Refused } from './refused.js';
import { toast } from './toast.js';

export interface ConfirmDialogProps {
  readonly title: string;
  /** On the button that does it. */
  readonly does: string;
  readonly look: 'main' | 'danger';
  /** On the button that leaves all as it is. */
  readonly leaves: string;
  /** What is said when it is done. */
  readonly done: string;
  readonly refusal: { readonly title: string; readonly kept: string };
  /** Null where it was refused. */
  readonly run: () => Promise<unknown>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One more look before an act that is not taken back by another one; it closes when the act is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, does, look, leaves, done, refusal, run, isBusy, problem, onClose, children } = props;
  const confirm = async (): Promise<void> => {
    if ((await run()) === null) return;
    toast({ text: done });
    onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      role="alertdialog"
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>{leaves}</Button>
          <Button look={look} isPending={isBusy} onPress={() => void confirm()}>
            {does}
          </Button>
        </>
      }
    >
      <Refused problem={problem} {...refusal} />
      {children}
    </Dialog>
  );
}
