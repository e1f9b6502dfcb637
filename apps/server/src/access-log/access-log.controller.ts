import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type {
  AccessRecordDetail,
  AccessRecordView,
  CouldSeeView,
  LogGroundView,
  OpenedLine,
  Page,
} from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { CouldSee } from './could-see.js';
import { LogPageDto } from './log-filters.dto.js';
import { CouldSeeDto, LogGroundDto } from './questions.dto.js';
import { ReadLog } from './read-log.js';
import { StateLogGround } from './state-log-ground.js';
import { ViewRecord } from './view-record.js';
import { WhoOpened } from './who-opened.js';

@Controller('log')
export class AccessLogController {
  constructor(
    private readonly ground: StateLogGround,
    private readonly readLog: ReadLog,
    private readonly viewRecord: ViewRecord,
    private readonly whoOpened: WhoOpened,
    private readonly couldSee: CouldSee,
  ) {}

  @Get('ground')
  @Act('log.state_ground')
  readGround(@CurrentActor() actor: Actor): Promise<LogGroundView> {
    return this.ground.read(actor);
  }

  @Post('ground')
  @HttpCode(200)
  @Act('log.state_ground')
  stateGround(@CurrentActor() actor: Actor, @Body() input: LogGroundDto): Promise<LogGroundView> {
    return this.ground.run(actor, input.ground);
  }

  @Get()
  @Act('log.read')
  read(@CurrentActor() actor: Actor, @Query() query: LogPageDto): Promise<Page<AccessRecordView>> {
    return this.readLog.run(actor, query, query.next);
  }

  @Get('records/:id')
  @Act('log.view')
  view(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<AccessRecordDetail> {
    return this.viewRecord.run(actor, id);
  }

  @Get('opened')
  @Act('log.opened')
  opened(@CurrentActor() actor: Actor, @Query() query: LogPageDto): Promise<Page<OpenedLine>> {
    return this.whoOpened.run(actor, query, query.next);
  }

  @Get('could-see')
  @Act('log.could_see')
  seen(@CurrentActor() actor: Actor, @Query() query: CouldSeeDto): Promise<CouldSeeView> {
    return this.couldSee.run(actor, query.person, query.at);
  }
}
