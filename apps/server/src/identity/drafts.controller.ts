import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { DraftView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { DraftDto } from './draft.dto.js';
import { DropDraft } from './drop-draft.js';
import { KeepDraft } from './keep-draft.js';
import { ListDrafts } from './list-drafts.js';

/** One's own words before they are sent. */
@Controller('drafts')
export class DraftsController {
  constructor(
    private readonly list: ListDrafts,
    private readonly keepDraft: KeepDraft,
    private readonly dropDraft: DropDraft,
  ) {}

  @Get()
  @Act('account.view')
  drafts(@CurrentActor() actor: Actor): Promise<readonly DraftView[]> {
    return this.list.run(actor);
  }

  @Put(':place')
  @HttpCode(204)
  @Act('draft.keep')
  keep(@CurrentActor() actor: Actor, @IdParam('place') place: string, @Body() input: DraftDto): Promise<void> {
    return this.keepDraft.run(actor, place, input.text);
  }

  @Delete(':place')
  @HttpCode(204)
  @Act('draft.keep')
  drop(@CurrentActor() actor: Actor, @IdParam('place') place: string): Promise<void> {
    return this.dropDraft.run(actor, place);
  }
}
