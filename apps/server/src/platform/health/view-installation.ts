import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { InstallationView } from '@liaison/contracts';
import type { Clock } from '@liaison/domain';
import { databaseState, isDemonstration, schemaState, UnitOfWork } from '@liaison/persistence';
import { CLOCK } from '../clock.js';
import { Config } from '../config/config.js';
import { readVersion } from '../version.js';

/** How the installation stands; nothing of what is in it. */
@Injectable()
export class ViewInstallation {
  private readonly version = readVersion();
  private readonly startedAt: Date;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  async run(actor: Actor): Promise<InstallationView> {
    const { database, schema, demonstration } = await this.unitOfWork.read(
      actor,
      'installation.view',
      async (tx, act) => {
        act.require('installation.view', {});
        return {
          database: await databaseState(tx),
          schema: await schemaState(tx),
          demonstration: await isDemonstration(tx),
        };
      },
    );
    return {
      version: this.version,
      node: process.versions.node,
      database: database.version,
      demonstration,
      startedAt: this.startedAt.toISOString(),
      schema: { applied: schema.applied, known: schema.known },
      dataDirectory: await this.dataDirectory(database.bytes),
    };
  }

  private async dataDirectory(usedBytes: number): Promise<InstallationView['dataDirectory']> {
    const path = this.config.dataDir;
    if (path === undefined) return null;
    const { bavail, bsize } = await statfs(path);
    return { path, usedBytes, freeBytes: bavail * bsize };
  }
}
