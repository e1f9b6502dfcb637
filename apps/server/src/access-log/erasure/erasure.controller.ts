import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Erasure, RetentionPeriod } from '@liaison/contracts';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { AwaitsInclusion } from '../../platform/receipts/give-receipts.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ErasePerson } from './erase-person.js';
import { NewErasureDto, RetentionClassDto, RetentionDto } from './erasure.dto.js';
import { SetRetention } from './set-retention.js';

/** What an agency destroys of its own people's records, and how long it keeps them. */
@Controller('agency')
export class ErasureController {
  constructor(
    private readonly erase: ErasePerson,
    private readonly retention: SetRetention,
  ) {}

  @Get('erasures')
  @Act('erasure.list')
  erasures(@CurrentActor() actor: Actor): Promise<readonly Erasure[]> {
    return this.erase.list(actor);
  }

  @Post('erasures')
  @Act('erasure.ask')
  ask(@CurrentActor() actor: Actor, @Body() input: NewErasureDto): Promise<Erasure> {
    return this.erase.ask(actor, input);
  }

  @Post('erasures/:id/carry-out')
  @HttpCode(200)
  @Act('erasure.carry_out')
  @AwaitsInclusion()
  carryOut(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<Erasure> {
    return this.erase.carryOut(actor, id);
  }

  @Post('erasures/:id/refuse')
  @HttpCode(200)
  @Act('erasure.refuse')
  refuse(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<Erasure> {
    return this.erase.refuse(actor, id);
  }

  @Get('retention')
  @Act('retention.view')
  periods(@CurrentActor() actor: Actor): Promise<readonly RetentionPeriod[]> {
    return this.retention.view(actor);
  }

  @Put('retention/:class')
  @Act('retention.set')
  setRetention(
    @CurrentActor() actor: Actor,
    @Param() of: RetentionClassDto,
    @Body() input: RetentionDto,
  ): Promise<RetentionPeriod> {
    return this.retention.set(actor, of.class, input.days);
  }
}
