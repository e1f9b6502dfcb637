import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AgencyPerson, AgencySettings, NewPerson, SetPasswordLink } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { AwaitsInclusion } from '../platform/receipts/give-receipts.js';
import { IdParam } from '../platform/http/id-param.js';
import { AddPerson } from './add-person.js';
import { AgencyPeople } from './agency-people.js';
import { ChangePerson } from './change-person.js';
import { AgencyPolicyDto, ChangePersonDto, NewPersonDto } from './directory.dto.js';
import { IssueLink } from './issue-link.js';
import { SetAgencyPolicy } from './set-agency-policy.js';
import { ViewAgency } from './view-agency.js';

/** One's own agency: its people, their duties, what it asks of them. */
@Controller('agency')
export class AgencyController {
  constructor(
    private readonly agency: ViewAgency,
    private readonly policy: SetAgencyPolicy,
    private readonly everybody: AgencyPeople,
    private readonly addPerson: AddPerson,
    private readonly changePerson: ChangePerson,
    private readonly issueLink: IssueLink,
  ) {}

  @Get()
  @Act('directory.view')
  view(@CurrentActor() actor: Actor): Promise<AgencySettings> {
    return this.agency.run(actor);
  }

  @Patch()
  @Act('agency.set_policy')
  setPolicy(@CurrentActor() actor: Actor, @Body() input: AgencyPolicyDto): Promise<AgencySettings> {
    return this.policy.run(actor, input);
  }

  @Get('people')
  @Act('person.list')
  people(@CurrentActor() actor: Actor): Promise<readonly AgencyPerson[]> {
    return this.everybody.run(actor);
  }

  @Post('people')
  @Act('person.add')
  add(@CurrentActor() actor: Actor, @Body() input: NewPersonDto): Promise<NewPerson> {
    return this.addPerson.run(actor, input);
  }

  @Patch('people/:id')
  @Act('person.change')
  @AwaitsInclusion()
  change(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() input: ChangePersonDto,
  ): Promise<AgencyPerson> {
    return this.changePerson.run(actor, id, input);
  }

  @Post('people/:id/set-password-link')
  @Act('link.issue')
  link(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<SetPasswordLink> {
    return this.issueLink.run(actor, id);
  }
}
