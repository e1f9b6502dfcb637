import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AccessRecordView, Page } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { LogDto } from './log.dto.js';
import { QueryLog } from './query-log.js';

@Controller('log')
export class AccessLogController {
  constructor(private readonly query: QueryLog) {}

  @Get()
  @Act('log.read')
  read(@CurrentActor() actor: Actor, @Query() query: LogDto): Promise<Page<AccessRecordView>> {
    return this.query.run(actor, query);
  }
}
