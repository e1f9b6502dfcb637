import type { SetPasswordLink } from '@liaison/contracts';
import { CopyLine } from '../../ui/copy-line.js';
import { exactTime } from '../../ui/time.js';
import styles from './agency.module.css';

/** A one-time link, shown to whoever asked for it and to nobody ever again. */
export function LinkShown({ link, name }: { readonly link: SetPasswordLink; readonly name: string }) {
  return (
    <div className={styles.link}>
      <p>
        With this link {name} sets a password and can sign in. It is shown <strong>once, here</strong>, works once, and
        ends on {exactTime(link.expiresAt)}.
      </p>
      <CopyLine label={`Link for ${name}`} value={`${location.origin}${link.path}`} />
      <p className="meta">
        Hand it over by a way you trust, to the person alone. Whoever holds it can set the password. A new one ends this
        one.
      </p>
    </div>
  );
}
