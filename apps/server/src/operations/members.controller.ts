import { Body, Controller, Delete, HttpCode, Patch, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { MemberListAnswer, MemberView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { ChangeMember } from './change-member.js';
import { ChangeMemberDto, MemberListDto, NominationDto, SuccessorDto } from './member.dto.js';
import { DelegateReleases } from './delegate-releases.js';
import { NominateList } from './nominate-list.js';
import { NominateMember } from './nominate-member.js';
import { RemoveMember } from './remove-member.js';
import { ReplaceMember } from './replace-member.js';

/** People in an operation, each named by their own agency. */
@Controller('operations/:operation/members')
export class MembersController {
  constructor(
    private readonly nominateMember: NominateMember,
    private readonly nominateList: NominateList,
    private readonly changeMember: ChangeMember,
    private readonly replaceMember: ReplaceMember,
    private readonly removeMember: RemoveMember,
    private readonly delegateReleases: DelegateReleases,
  ) {}

  @Post()
  @Act('member.nominate')
  nominate(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @Body() input: NominationDto,
  ): Promise<MemberView> {
    return this.nominateMember.run(actor, operation, input);
  }

  @Post('list')
  @HttpCode(200)
  @Act('member.nominate')
  list(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @Body() input: MemberListDto,
  ): Promise<MemberListAnswer> {
    return this.nominateList.run(actor, operation, input);
  }

  @Patch(':member')
  @Act('member.change')
  change(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('member') member: string,
    @Body() input: ChangeMemberDto,
  ): Promise<MemberView> {
    return this.changeMember.run(actor, operation, member, input);
  }

  @Post(':member/replace')
  @HttpCode(200)
  @Act('member.change')
  replace(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('member') member: string,
    @Body() input: SuccessorDto,
  ): Promise<MemberView> {
    return this.replaceMember.run(actor, operation, member, input.successor);
  }

  @Delete(':member')
  @HttpCode(204)
  @Act('member.remove')
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('member') member: string,
  ): Promise<void> {
    return this.removeMember.run(actor, operation, member);
  }

  @Post(':member/release-delegation')
  @HttpCode(200)
  @Act('release.delegate')
  delegate(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('member') member: string,
  ): Promise<MemberView> {
    return this.delegateReleases.run(actor, operation, member, true);
  }

  @Delete(':member/release-delegation')
  @Act('release.delegate')
  endDelegation(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('member') member: string,
  ): Promise<MemberView> {
    return this.delegateReleases.run(actor, operation, member, false);
  }
}
