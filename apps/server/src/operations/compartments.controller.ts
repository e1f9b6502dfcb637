import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { AudienceMatrix, CompartmentView, ReadersView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { AudienceDto, MomentDto } from './compartment.dto.js';
import { OpenCompartment } from './open-compartment.js';
import { ViewMatrix } from './view-matrix.js';
import { ViewReaders } from './view-readers.js';

/** Audiences inside an operation, found or opened by choosing who reads. */
@Controller()
export class CompartmentsController {
  constructor(
    private readonly openCompartment: OpenCompartment,
    private readonly viewMatrix: ViewMatrix,
    private readonly viewReaders: ViewReaders,
  ) {}

  @Post('operations/:operation/compartments')
  @HttpCode(200)
  @Act('compartment.open')
  open(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @Body() input: AudienceDto,
  ): Promise<CompartmentView> {
    return this.openCompartment.run(actor, operation, input);
  }

  @Get('operations/:operation/compartments/matrix')
  @Act('operation.view')
  matrix(@CurrentActor() actor: Actor, @IdParam('operation') operation: string): Promise<AudienceMatrix> {
    return this.viewMatrix.run(actor, operation);
  }

  @Get('compartments/:compartment/readers')
  @Act('compartment.view')
  readers(
    @CurrentActor() actor: Actor,
    @IdParam('compartment') compartment: string,
    @Query() query: MomentDto,
  ): Promise<ReadersView> {
    return this.viewReaders.run(actor, compartment, query.at);
  }
}
