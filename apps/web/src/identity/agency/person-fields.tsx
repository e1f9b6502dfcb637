import type { PersonInput } from '../../data/agency.js';
import { TextField } from '../../ui/field.js';
import { handleFor, signInNameFor } from './names.js';

/** What has been typed; a name that is null still follows the one before it. */
export interface PersonTyped {
  readonly name: string;
  readonly handle: string | null;
  readonly signInName: string | null;
}

export function personOf(typed: PersonTyped, agencyCode: string): PersonInput {
  const handle = typed.handle ?? handleFor(typed.name);
  return { name: typed.name.trim(), handle, signInName: typed.signInName ?? signInNameFor(handle, agencyCode) };
}

export interface PersonFieldsProps {
  readonly typed: PersonTyped;
  readonly agencyCode: string;
  readonly onChange: (typed: PersonTyped) => void;
  readonly reason: (path: string) => string | null;
  /** Where the person stands in the input: `firstCoordinator.`. */
  readonly path?: string;
}

/** Name, handle, sign-in name: the last two are proposed from the first until they are typed over. */
export function PersonFields({ typed, agencyCode, onChange, reason, path = '' }: PersonFieldsProps) {
  const { handle, signInName } = personOf(typed, agencyCode);
  return (
    <>
      <TextField
        label="Name"
        value={typed.name}
        onChange={(name) => onChange({ ...typed, name })}
        autoFocus={path === ''}
        autoComplete="off"
        hint="As colleagues of other agencies know the person."
        problem={reason(`${path}name`)}
      />
      <TextField
        label="Handle"
        mono
        value={handle}
        onChange={(next) => onChange({ ...typed, handle: next })}
        autoComplete="off"
        hint={`Mentioned as @${agencyCode || 'CODE'}/${handle || '…'}. It stays.`}
        problem={reason(`${path}handle`)}
      />
      <TextField
        label="Sign-in name"
        mono
        value={signInName}
        onChange={(next) => onChange({ ...typed, signInName: next })}
        autoComplete="off"
        problem={reason(`${path}signInName`)}
      />
    </>
  );
}
