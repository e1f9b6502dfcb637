import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { DatasetSuggestion, DatasetView, Page, ShareHeader } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { ConsultDto, GroundDto } from '../platform/input/ground.dto.js';
import { IdPipe } from '../platform/input/id.pipe.js';
import { ExportRegister } from './export/export-register.js';
import { FindDatasets } from './find-datasets.js';
import { FindQueryDto, RegisterQueryDto } from './read.dto.js';
import { ReadRegister } from './read-register.js';
import { ViewDataset } from './view-dataset.js';

@Controller()
export class DatasetsController {
  constructor(
    private readonly readRegister: ReadRegister,
    private readonly viewDataset: ViewDataset,
    private readonly findDatasets: FindDatasets,
    private readonly exportRegister: ExportRegister,
  ) {}

  @Get('operations/:operation/register')
  @Act('register.view')
  register(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Query() query: RegisterQueryDto,
  ): Promise<Page<ShareHeader>> {
    return this.readRegister.run(actor, operation, query);
  }

  @Get('operations/:operation/register.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="register.csv"')
  @Act('register.export')
  export(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Query() query: GroundDto,
  ): Promise<string> {
    return this.exportRegister.run(actor, operation, query.ground);
  }

  @Get('operations/:operation/datasets/find')
  @Act('search.run')
  find(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Query() query: FindQueryDto,
  ): Promise<readonly DatasetSuggestion[]> {
    return this.findDatasets.run(actor, operation, query);
  }

  @Get('datasets/:dataset')
  @Act('dataset.view')
  view(
    @CurrentActor() actor: Actor,
    @Param('dataset', IdPipe) dataset: string,
    @Query() query: ConsultDto,
  ): Promise<DatasetView> {
    return this.viewDataset.run(actor, dataset, query);
  }
}
