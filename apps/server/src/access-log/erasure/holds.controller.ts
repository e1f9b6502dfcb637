import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LegalHold, LegalHoldSet } from '@liaison/contracts';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { AwaitsInclusion } from '../../platform/receipts/give-receipts.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LiftHoldDto, NewLegalHoldDto } from './erasure.dto.js';
import { HoldRecords } from './hold-records.js';

@Controller('log/holds')
export class HoldsController {
  constructor(private readonly hold: HoldRecords) {}

  @Get()
  @Act('hold.list')
  holds(@CurrentActor() actor: Actor): Promise<readonly LegalHold[]> {
    return this.hold.list(actor);
  }

  @Post()
  @Act('hold.set')
  set(@CurrentActor() actor: Actor, @Body() input: NewLegalHoldDto): Promise<LegalHoldSet> {
    return this.hold.set(actor, input);
  }

  @Post(':id/lift')
  @HttpCode(200)
  @Act('hold.lift')
  @AwaitsInclusion()
  lift(@CurrentActor() actor: Actor, @IdParam('id') id: string, @Body() input: LiftHoldDto): Promise<LegalHold> {
    return this.hold.lift(actor, id, input.reason);
  }
}
