import type { SetPasswordLink } from '@liaison/contracts';
import { newReference } from '../platform/sessions/session-reference.js';

const hours = 24;

/** A new one-time link and the digest that is kept of it. The token stands behind `#`: no server ever sees it asked for. */
export function newSetPasswordLink(now: Date): {
  readonly link: SetPasswordLink;
  readonly hash: Buffer;
  readonly expiresAt: Date;
} {
  const { token, hash } = newReference();
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  return { link: { path: `/set-password#${token}`, expiresAt: expiresAt.toISOString() }, hash, expiresAt };
}
