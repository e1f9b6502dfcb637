import type { Me, OperationSummary } from '@liaison/contracts';
import { Building2, CircleHelp, Command, FilePlus2, Inbox, LogOut, ScrollText, Search, UserRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useClient } from '../data/client.js';
import { useInbox } from '../data/inbox.js';
import { useOperations } from '../data/operations.js';
import { useUnreadByOperation } from '../data/threads.js';
import { personalPlaces, type PersonalPlace } from '../frame/places.js';
import { AgencyAvatar } from '../ui/agency-avatar.js';
import { Button } from '../ui/button.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu } from '../ui/menu.js';
import { Tooltip } from '../ui/tooltip.js';
import { RailLink } from './rail-link.js';
import styles from './rail.module.css';
import { shortNames } from './short-names.js';
import { SignOutDialog } from './sign-out-dialog.js';

const icons: Readonly<Record<PersonalPlace['icon'], ReactNode>> = {
  search: <Search aria-hidden="true" />,
  open: <FilePlus2 aria-hidden="true" />,
  log: <ScrollText aria-hidden="true" />,
  agency: <Building2 aria-hidden="true" />,
  account: <UserRound aria-hidden="true" />,
};

/** Inbox, operations, and the person's own places. */
export function Rail({
  me,
  onHelp,
  onPalette,
}: {
  readonly me: Me;
  readonly onHelp: () => void;
  readonly onPalette: () => void;
}) {
  const client = useClient();
  const { data: operations } = useOperations();
  const unread = useUnreadByOperation();
  const { data: inbox } = useInbox();
  const total = inbox?.length ?? 0;
  const [isAsking, setAsking] = useState(false);
  const signOut = (): void => {
    if (client.outbox.unsent().length > 0) setAsking(true);
    else void client.signOut();
  };
  const short = shortNames((operations ?? []).map((one) => one.codeName));
  return (
    <nav aria-label="Operations" className={styles.rail}>
      <RailLink to="/inbox" label="Inbox" badge={total} badgeWords={`${total} for you`}>
        <Inbox aria-hidden="true" />
      </RailLink>
      <div className={styles.operations}>
        {(operations ?? []).map((operation) => (
          <RailLink
            key={operation.id}
            to={homeOf(operation)}
            params={{ op: operation.id }}
            under={`/o/${operation.id}`}
            label={operation.codeName}
            badge={unread.get(operation.id)?.unread ?? 0}
            badgeWords={`${unread.get(operation.id)?.unread ?? 0} unread`}
          >
            {short.get(operation.codeName)}
          </RailLink>
        ))}
      </div>
      {personalPlaces
        .filter((place) => place.isFor(me))
        .map((place) => (
          <RailLink key={place.to} to={place.to} label={place.label}>
            {icons[place.icon]}
          </RailLink>
        ))}
      <IconButton label="Go to, or do" hotkey="Mod+K" onPress={onPalette} className={styles.item ?? ''}>
        <Command aria-hidden="true" />
      </IconButton>
      <IconButton label="Keys" hotkey="?" onPress={onHelp} className={styles.item}>
        <CircleHelp aria-hidden="true" />
      </IconButton>
      <Menu
        label="You"
        heading={`${me.person.name}, ${me.agency.code}`}
        entries={[{ id: 'out', label: 'Sign out', icon: <LogOut aria-hidden="true" />, onAction: signOut }]}
      >
        <Tooltip text={`${me.person.name}, ${me.agency.code}`}>
          <Button look="quiet" className={styles.you ?? ''}>
            <span className="visually-hidden">
              You: {me.person.name}, {me.agency.code}
            </span>
            <AgencyAvatar code={me.agency.code} name={me.person.name} />
          </Button>
        </Tooltip>
      </Menu>
      {isAsking && <SignOutDialog onClose={() => setAsking(false)} />}
    </nav>
  );
}

/** A person with a seat comes to talk; an invited coordinator to the members. */
const homeOf = (operation: OperationSummary): string => (operation.role === null ? '/o/$op/members' : '/o/$op/threads');
