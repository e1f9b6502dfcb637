import { useState, type ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import styles from './outside-link.module.css';

/** An address in a message: its words as text, the address itself beside them, opened only after a look at where it leads. */
export function OutsideLink({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  const [asks, setAsks] = useState(false);
  const place = placeOf(address);
  if (place === null) return <>{children}</>;
  const open = (): void => {
    setAsks(false);
    window.open(place.href, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <Link className={styles.link ?? ''} onPress={() => setAsks(true)}>
        {children}
      </Link>
      <Dialog
        title="This address leads out of Liaison"
        isOpen={asks}
        onClose={() => setAsks(false)}
        foot={
          <>
            <Button onPress={() => setAsks(false)}>Stay here</Button>
            <Button look="danger" onPress={open}>
              Open {place.host}
            </Button>
          </>
        }
      >
        <p>
          It goes to <strong>{place.host}</strong>. Whoever runs it can see that this machine asks for it.
        </p>
        <p className={styles.address}>{place.href}</p>
      </Dialog>
    </>
  );
}

/** Read as the browser would read it: look-alike letters in a host name come out as xn--. */
function placeOf(address: string): URL | null {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
