import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { OperationSummary, OperationView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { ChangePhase } from './change-phase.js';
import { EditOperation } from './edit-operation.js';
import { ListOperations } from './list-operations.js';
import { OpenOperation } from './open-operation.js';
import { ChangePhaseDto, EditOperationDto, OpenOperationDto } from './operation.dto.js';
import { ViewOperation } from './view-operation.js';

@Controller('operations')
export class OperationsController {
  constructor(
    private readonly list: ListOperations,
    private readonly open: OpenOperation,
    private readonly view: ViewOperation,
    private readonly edit: EditOperation,
    private readonly phase: ChangePhase,
  ) {}

  @Get()
  @Act('operation.list')
  mine(@CurrentActor() actor: Actor): Promise<readonly OperationSummary[]> {
    return this.list.run(actor);
  }

  @Post()
  @Act('operation.open')
  openOne(@CurrentActor() actor: Actor, @Body() input: OpenOperationDto): Promise<OperationView> {
    return this.open.run(actor, input);
  }

  @Get(':id')
  @Act('operation.view')
  one(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<OperationView> {
    return this.view.run(actor, id);
  }

  @Patch(':id')
  @Act('operation.edit')
  change(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() input: EditOperationDto,
  ): Promise<OperationView> {
    return this.edit.run(actor, id, input);
  }

  @Post(':id/phase')
  @HttpCode(200)
  @Act('operation.change_phase')
  changePhase(
    @CurrentActor() actor: Actor,
    @IdParam('id') id: string,
    @Body() input: ChangePhaseDto,
  ): Promise<OperationView> {
    return this.phase.run(actor, id, input);
  }
}
