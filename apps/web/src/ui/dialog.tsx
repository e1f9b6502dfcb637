import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from './cx.js';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.js';
import { useFocusBack } from './screen.js';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons; the main one last. */
  readonly foot?: ReactNode;
  readonly size?: 'narrow' | 'normal' | 'wide';
  /** `drawer`: slides over from the end side and keeps the page in sight. */
  readonly place?: 'centre' | 'drawer';
  /** False while closing would lose something. */
  readonly isDismissable?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
}

/** A modal question or form. Escape and the cross close it; focus comes back to where it was, or to the screen. */
export function Dialog(props: DialogProps) {
  const {
    title,
    isOpen,
    onClose,
    children,
    foot,
    size = 'normal',
    place = 'centre',
    isDismissable = true,
    role = 'dialog',
  } = props;
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
      className={cx(styles.overlay, place === 'drawer' && styles.side)}
    >
      <Modal className={cx(styles.modal, place === 'drawer' ? styles.drawer : styles[size])}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label="Close" onPress={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <Body>{children}</Body>
          {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** There as long as the dialog is. */
function Body({ children }: { readonly children: ReactNode }) {
  useFocusBack();
  return <div className={styles.body}>{children}</div>;
}

/** The same, from the end side. */
export const Drawer = (props: Omit<DialogProps, 'place'>) => <Dialog {...props} place="drawer" />;
