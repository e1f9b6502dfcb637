import { Body, Controller, Get, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencyRef, NewAgency, SetPasswordLink } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { CreateAgency } from './create-agency.js';
import { NewAgencyDto } from './directory.dto.js';
import { ListAgencies } from './list-agencies.js';
import { RenewFirstLink } from './renew-first-link.js';

/** The directory of agencies, and the administrator's one way of adding to it. */
@Controller('agencies')
export class AgenciesController {
  constructor(
    private readonly list: ListAgencies,
    private readonly create: CreateAgency,
    private readonly renew: RenewFirstLink,
  ) {}

  @Get()
  @Act('directory.view')
  directory(@CurrentActor() actor: Actor): Promise<readonly AgencyRef[]> {
    return this.list.run(actor);
  }

  @Post()
  @Act('agency.create')
  add(@CurrentActor() actor: Actor, @Body() input: NewAgencyDto): Promise<NewAgency> {
    return this.create.run(actor, input);
  }

  @Post(':id/set-password-link')
  @Act('link.issue')
  renewLink(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<SetPasswordLink> {
    return this.renew.run(actor, id);
  }
}
