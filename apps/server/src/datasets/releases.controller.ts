import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Page, ReleaseAsked, ReleaseRequestView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdPipe } from '../platform/input/id.pipe.js';
import { AnswerRelease } from './answer-release.js';
import { AskRelease } from './ask-release.js';
import { TakeBackRelease, WithdrawRelease } from './end-release.js';
import { ListReleases } from './list-releases.js';
import { ReleaseAnswerDto, ReleaseDto, ReleasesQueryDto } from './release.dto.js';

@Controller()
export class ReleasesController {
  constructor(
    private readonly askRelease: AskRelease,
    private readonly listReleases: ListReleases,
    private readonly answerRelease: AnswerRelease,
    private readonly withdrawRelease: WithdrawRelease,
    private readonly takeBackRelease: TakeBackRelease,
  ) {}

  @Post('operations/:operation/releases')
  @HttpCode(202)
  @Act('release.request')
  ask(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Body() body: ReleaseDto,
  ): Promise<ReleaseAsked> {
    return this.askRelease.run(actor, operation, body);
  }

  @Get('operations/:operation/releases')
  @Act('release.view')
  list(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Query() query: ReleasesQueryDto,
  ): Promise<Page<ReleaseRequestView>> {
    return this.listReleases.run(actor, operation, query);
  }

  @Post('releases/:release/answer')
  @HttpCode(200)
  @Act('release.answer')
  answer(
    @CurrentActor() actor: Actor,
    @Param('release', IdPipe) release: string,
    @Body() body: ReleaseAnswerDto,
  ): Promise<ReleaseRequestView> {
    return this.answerRelease.run(actor, release, body);
  }

  @Post('releases/:release/withdraw')
  @HttpCode(200)
  @Act('release.withdraw')
  withdraw(@CurrentActor() actor: Actor, @Param('release', IdPipe) release: string): Promise<ReleaseRequestView> {
    return this.withdrawRelease.run(actor, release);
  }

  @Post('releases/:release/take-back')
  @HttpCode(200)
  @Act('release.take_back')
  takeBack(@CurrentActor() actor: Actor, @Param('release', IdPipe) release: string): Promise<ReleaseRequestView> {
    return this.takeBackRelease.run(actor, release);
  }
}
