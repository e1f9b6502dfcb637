import { conflict, DomainError, invalid, notFound } from '@liaison/domain';

/** Constraint names are part of the schema's contract: each that a person can meet says what to do. */
const constraints: Readonly<Record<string, () => DomainError>> = {
  agency_code: () => conflict('agency_code', 'An agency with this code exists.'),
  person_handle: () => conflict('person_handle', 'Somebody in this agency has this handle.'),
  credential_sign_in_name: () => conflict('sign_in_name', 'This sign-in name is taken. Choose another.'),
  operation_code_name: () => conflict('code_name', 'This code name cannot be used. Choose another.'),
  // The same id at once in two compartments: one of them was first, and what it stands for is that one's.
  command_once: () => conflict('command_reused', 'This command id was used for something else. Nothing was written.'),
  dataset_alias_value: () => conflict('alias', 'Another dataset here has this external reference.'),
  log_enquiry_open: () => conflict('asked', 'This record is asked about already. Wait for that answer first.'),
  log_subscription_once: () => conflict('subscribed', 'This is sent there already.'),
  person_erased: () => conflict('person_erased', 'The values of this person were erased. Nothing was changed.'),
  clock_behind: () =>
    new DomainError(
      'unavailable',
      'This server’s clock is behind the database’s. Nothing was changed; tell the operator.',
    ),
  share_place: () => conflict('share', 'The dataset is already there.'),
};

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** Serialisation failure and deadlock: the whole unit may be tried again. */
export const isTransient = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error) ?? '');

/**
 * Whether it is the rows themselves that cannot be taken, however often it is tried: SQLSTATE classes 22 (data exception, an
 * endless time for example), 23 (integrity), 0A (not supported) and 54 (too large).
 */
export const isOfData = (error: unknown): boolean =>
  ['22', '23', '0A', '54'].includes((codeOf(error) ?? '').slice(0, 2));

/** A driver's error as the product's own, without a word of the driver's text; anything unknown is passed on as it is. */
export function translate(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = codeOf(error);
  if (code === null) return error;
  if (code === '23505') return byConstraint(error);
  // The second lock said no where the first did not: the answer tells nothing, the log and the metrics do.
  if (code === '42501') return isRightMissing(error) ? unavailable() : notFound();
  if (code === '22021' || code === '22P05') return invalid('', 'must be valid UTF-8 without NUL');
  if (
    code.startsWith('08') ||
    code.startsWith('57') ||
    code.startsWith('53') ||
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE'].includes(code)
  )
    return unavailable();
  return error;
}

function byConstraint(error: unknown): unknown {
  const name = typeof error === 'object' && error !== null && 'constraint' in error ? String(error.constraint) : '';
  return constraints[name]?.() ?? error;
}

const unavailable = (): DomainError =>
  new DomainError('unavailable', 'The service is not available for a moment. Nothing was changed; try again.');

/** A right of the server's own role is gone: a fault of the installation, not an answer about what somebody may see. */
const isRightMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'routine' in error && error.routine === 'aclcheck_error';
