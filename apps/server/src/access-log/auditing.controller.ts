import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AnomaliesView, AnomalyView, LogEnquiry, SavedLogQuery } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import {
  AnomaliesDto,
  AnomalyAnswerDto,
  AnomalyNameDto,
  EnquiryAnswerDto,
  LogEnquiryDto,
  SavedLogQueryDto,
} from './auditing.dto.js';
import { Enquire } from './enquire.js';
import { FindAnomalies } from './find-anomalies.js';
import { KeepQueries } from './keep-queries.js';

/** What auditors keep, answer and ask. */
@Controller('log')
export class AuditingController {
  constructor(
    private readonly queries: KeepQueries,
    private readonly anomalies: FindAnomalies,
    private readonly enquire: Enquire,
  ) {}

  @Get('queries')
  @Act('log.view_queries')
  keptQueries(@CurrentActor() actor: Actor): Promise<readonly SavedLogQuery[]> {
    return this.queries.list(actor);
  }

  @Post('queries')
  @Act('log.keep_query')
  keepQuery(@CurrentActor() actor: Actor, @Body() input: SavedLogQueryDto): Promise<SavedLogQuery> {
    return this.queries.keep(actor, input);
  }

  @Delete('queries/:id')
  @HttpCode(204)
  @Act('log.keep_query')
  dropQuery(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.queries.drop(actor, id);
  }

  @Get('anomalies')
  @Act('log.find_anomalies')
  findAnomalies(@CurrentActor() actor: Actor, @Query() query: AnomaliesDto): Promise<AnomaliesView> {
    return this.anomalies.run(actor, query);
  }

  @Post('anomalies/:kind/:person/:day')
  @HttpCode(200)
  @Act('log.answer_anomaly')
  answerAnomaly(
    @CurrentActor() actor: Actor,
    @Param() name: AnomalyNameDto,
    @Body() input: AnomalyAnswerDto,
  ): Promise<AnomalyView> {
    return this.anomalies.answer(actor, name, input);
  }

  @Get('enquiries')
  @Act('log.view_enquiries')
  enquiries(@CurrentActor() actor: Actor): Promise<readonly LogEnquiry[]> {
    return this.enquire.list(actor);
  }

  @Post('enquiries')
  @Act('log.enquire')
  putEnquiry(@CurrentActor() actor: Actor, @Body() input: LogEnquiryDto): Promise<LogEnquiry> {
    return this.enquire.put(actor, input);
  }

  @Post('enquiries/:id/answer')
  @HttpCode(200)
  @Act('log.answer_enquiry')
  answerEnquiry(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() input: EnquiryAnswerDto,
  ): Promise<LogEnquiry> {
    return this.enquire.answer(actor, id, input.answer);
  }
}
