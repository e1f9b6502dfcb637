import { Controller, Get, Header, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogCounts, LogVolumes } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { CountLog } from './count-log.js';
import { ExportLog } from './export-log.js';
import { LogCountsDto, LogFiltersDto } from './log-filters.dto.js';

const table = 'text/csv; charset=utf-8';

/** The log in figures, and its tables to take along. */
@Controller()
export class LogFiguresController {
  constructor(
    private readonly count: CountLog,
    private readonly tables: ExportLog,
  ) {}

  @Get('log/counts')
  @Act('log.count')
  counts(@CurrentActor() actor: Actor, @Query() query: LogCountsDto): Promise<LogCounts> {
    return this.count.counts(actor, query, query.zone);
  }

  @Get('log/volumes')
  @Act('log.count')
  volumes(@CurrentActor() actor: Actor, @Query() query: LogFiltersDto): Promise<LogVolumes> {
    return this.count.volumes(actor, query);
  }

  @Get('log.csv')
  @Header('Content-Type', table)
  @Header('Content-Disposition', 'attachment; filename="log.csv"')
  @Act('log.export')
  recordsTable(@CurrentActor() actor: Actor, @Query() query: LogFiltersDto): Promise<string> {
    return this.tables.records(actor, query);
  }

  @Get('log/counts.csv')
  @Header('Content-Type', table)
  @Header('Content-Disposition', 'attachment; filename="log-counts.csv"')
  @Act('log.export')
  countsTable(@CurrentActor() actor: Actor, @Query() query: LogCountsDto): Promise<string> {
    return this.tables.counts(actor, query, query.zone);
  }

  @Get('log/volumes.csv')
  @Header('Content-Type', table)
  @Header('Content-Disposition', 'attachment; filename="log-volumes.csv"')
  @Act('log.export')
  volumesTable(@CurrentActor() actor: Actor, @Query() query: LogFiltersDto): Promise<string> {
    return this.tables.volumes(actor, query);
  }
}
