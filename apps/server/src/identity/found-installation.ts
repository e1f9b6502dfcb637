import { Inject, Injectable } from '@nestjs/common';
import type { SetPasswordLink } from '@liaison/contracts';
import type { Clock } from '@liaison/domain';
import { foundInstallation, isDemonstration, UnitOfWork } from '@liaison/persistence';
import { CLOCK } from '../platform/clock.js';
import { Config, ConfigError } from '../platform/config/config.js';
import { newSetPasswordLink } from './set-password-links.js';

/** Shown once, where the server is started: how the first administrator gets in. */
export interface FirstAdministrator {
  readonly signInName: string;
  readonly link: SetPasswordLink;
}

/** Stamps an empty installation and makes its first administrator; afterwards checks that the stamp is the one asked for. */
@Injectable()
export class FoundInstallation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null when the administrator has a password already, or the owner's log in is not known to this process. */
  async run(): Promise<FirstAdministrator | null> {
    const founded = await this.found();
    const demonstration = await this.unitOfWork.quietly(null, isDemonstration);
    if (this.config.demo && !demonstration)
      throw new ConfigError('LIAISON_DEMO must be false: this database was not founded as a demonstration');
    return founded;
  }

  private async found(): Promise<FirstAdministrator | null> {
    const { databaseOwnerUrl: ownerUrl, demo: demonstration } = this.config;
    if (ownerUrl === undefined) return null;
    const at = this.clock.now();
    const { link, hash, expiresAt } = newSetPasswordLink(at);
    const administrator = await foundInstallation(ownerUrl, {
      demonstration,
      at,
      linkHash: hash,
      linkExpiresAt: expiresAt,
    });
    return administrator && { signInName: administrator.signInName, link };
  }
}
