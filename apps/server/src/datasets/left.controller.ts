import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LeftItem } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { AnswerLeft } from './answer-left.js';
import { LeftAnswerDto } from './left.dto.js';
import { ListLeft } from './list-left.js';

/** What an agency that has left brought, for its own coordinators. */
@Controller('operations/:operation/left-items')
export class LeftController {
  constructor(
    private readonly listLeft: ListLeft,
    private readonly answerLeft: AnswerLeft,
  ) {}

  @Get()
  @Act('share.view_left')
  list(@CurrentActor() actor: Actor, @IdParam('operation') operation: string): Promise<readonly LeftItem[]> {
    return this.listLeft.run(actor, operation);
  }

  @Post('answer')
  @HttpCode(200)
  @Act('share.answer_left')
  answer(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @Body() body: LeftAnswerDto,
  ): Promise<readonly LeftItem[]> {
    return this.answerLeft.run(actor, operation, body);
  }
}
