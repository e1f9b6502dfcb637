import { newId } from '@liaison/domain';
import { ownerDataSource } from './migrate.js';
import { platformAgency } from './platform-agency.js';

export interface Founding {
  readonly demonstration: boolean;
  /** Digest of the first administrator's one-time link. */
  readonly linkHash: Buffer;
  readonly at: Date;
  readonly linkExpiresAt: Date;
}

/**
 * Stamps an empty installation for ever as a demonstration or not, and makes the first administrator. Answers null
 * once the administrator has a password; until then each call makes a new link. Needs the owner's log in.
 */
export async function foundInstallation(ownerUrl: string, founding: Founding): Promise<{ signInName: string } | null> {
  const owner = await ownerDataSource(ownerUrl).initialize();
  try {
    const [row] = await owner.query<{ done: boolean }[]>(
      'select found_installation($1, $2, $3, $4, $5, $6, $7) as done',
      [founding.demonstration, newId(), newId(), newId(), founding.linkHash, founding.at, founding.linkExpiresAt],
    );
    return row?.done === true ? { signInName: platformAgency.administrator } : null;
  } finally {
    await owner.destroy();
  }
}
