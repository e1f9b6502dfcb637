import { Injectable } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import { admitAgency, dueAdmissions, UnitOfWork } from '@liaison/persistence';

/** Lets in the agencies whose time to be answered has passed. The clock decides, so nobody's right is needed. */
@Injectable()
export class Admissions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In one operation, or in all. */
  async admitDue(operation: Id | null = null): Promise<void> {
    const due = await this.unitOfWork.quietly(null, dueAdmissions);
    for (const one of due)
      if (operation === null || one.operation === operation)
        await this.unitOfWork.quietly(null, (tx) => admitAgency(tx, one.operation, one.agency));
  }
}
