import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogGroundView } from '@liaison/contracts';
import { conflict, type LogGround } from '@liaison/domain';
import { logGround, stateLogGround, UnitOfWork } from '@liaison/persistence';

/** What a session reads the log for (Directive (EU) 2016/680, Art. 25(2)): once, before its first question. */
@Injectable()
export class StateLogGround {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, ground: LogGround): Promise<LogGroundView> {
    return this.unitOfWork.run(actor, 'log.state_ground', async (tx, act) => {
      act.require('log.state_ground', {});
      const first = await stateLogGround(tx, actor, ground);
      const stated = await logGround(tx, actor);
      if (!first && stated.ground !== ground)
        throw conflict('log_ground_stated', 'This session reads the log for something else; sign in anew.', {
          ground: stated.ground,
        });
      act.because(ground);
      return stated;
    });
  }

  read(actor: Actor): Promise<LogGroundView> {
    return this.unitOfWork.read(actor, 'log.state_ground', (tx, act) => {
      act.require('log.state_ground', {});
      // Shows nothing of the log.
      act.withoutRecord();
      return logGround(tx, actor);
    });
  }
}
