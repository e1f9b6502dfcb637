import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { ImportInspection, ImportRow, ImportView, Page } from '@liaison/contracts';
import type { Request } from 'express';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { IdPipe } from '../../platform/input/id.pipe.js';
import { Takes } from '../../platform/openapi/takes.decorator.js';
import { inspectedBytes } from '../reading/inspect.js';
import { CancelImport } from './cancel-import.js';
import { CommitImport } from './commit-import.js';
import { FailedRows } from './failed-rows.js';
import { importBody } from './import-body.js';
import { CommitImportDto, ImportQueryDto, ImportRowsQueryDto, StartImportDto } from './import.dto.js';
import { InspectFile } from './inspect-file.js';
import { ReadFile } from './read-file.js';
import { StartImport } from './start-import.js';
import { ListImportRows, ViewImport } from './view-import.js';

@Controller('operations/:operation/imports')
export class ImportsController {
  constructor(
    private readonly inspectFile: InspectFile,
    private readonly startImport: StartImport,
    private readonly readFile: ReadFile,
    private readonly viewImport: ViewImport,
    private readonly listRows: ListImportRows,
    private readonly failedRows: FailedRows,
    private readonly commitImport: CommitImport,
    private readonly cancelImport: CancelImport,
  ) {}

  @Post('inspect')
  @HttpCode(200)
  @Takes('file')
  @Act('import.run')
  inspect(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Req() request: Request,
  ): Promise<ImportInspection> {
    return this.inspectFile.run(actor, operation, importBody(request, inspectedBytes));
  }

  @Post()
  @Act('import.run')
  start(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Body() body: StartImportDto,
  ): Promise<ImportView> {
    return this.startImport.run(actor, operation, body);
  }

  @Get()
  @Act('import.view')
  list(@CurrentActor() actor: Actor, @Param('operation', IdPipe) operation: string): Promise<readonly ImportView[]> {
    return this.viewImport.list(actor, operation);
  }

  @Put(':import/content')
  @Takes('file')
  @Act('import.run')
  read(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
    @Req() request: Request,
  ): Promise<ImportView> {
    return this.readFile.run(actor, operation, id, importBody(request));
  }

  @Get(':import')
  @Act('import.view')
  view(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
    @Query() query: ImportQueryDto,
  ): Promise<ImportView> {
    return this.viewImport.run(actor, operation, id, query.shareTo);
  }

  @Get(':import/rows')
  @Act('import.run')
  rows(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
    @Query() query: ImportRowsQueryDto,
  ): Promise<Page<ImportRow>> {
    return this.listRows.run(actor, operation, id, query);
  }

  @Get(':import/errors.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="failed-rows.csv"')
  @Act('import.run')
  errors(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
  ): Promise<string> {
    return this.failedRows.run(actor, operation, id);
  }

  @Post(':import/commit')
  @HttpCode(200)
  @Act('import.run')
  commit(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
    @Body() body: CommitImportDto,
  ): Promise<ImportView> {
    return this.commitImport.run(actor, operation, id, body);
  }

  @Delete(':import')
  @HttpCode(204)
  @Act('import.cancel')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('operation', IdPipe) operation: string,
    @Param('import', IdPipe) id: string,
  ): Promise<void> {
    return this.cancelImport.run(actor, operation, id);
  }
}
