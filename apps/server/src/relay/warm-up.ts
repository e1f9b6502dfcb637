import { Injectable } from '@nestjs/common';
import { UnitOfWork, warmStreams } from '@liaison/persistence';
import { readBatch } from './frames.js';

const nobody = '00000000-0000-7000-8000-000000000000';
const connections = 8;

/**
 * Before a server says that it listens: its connections are open and have planned what the first frames ask for. Else
 * the first to come, after a restart everybody at once, wait for all of that.
 */
@Injectable()
export class WarmUp {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(): Promise<void> {
    const wanted = { stream: `compartment:${nobody}`, after: 0, persons: [nobody] } as const;
    await Promise.all(
      Array.from({ length: connections }, () =>
        this.unitOfWork.look(async (tx) => {
          await readBatch(tx, wanted, 'texts');
          await warmStreams(tx);
        }),
      ),
    );
  }
}
