import { Controller, Get, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { SearchAnswer } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { RunSearch } from './run-search.js';
import { SearchDto } from './search.dto.js';

@Controller('search')
export class SearchController {
  constructor(private readonly search: RunSearch) {}

  @Get()
  @Act('search.run')
  run(@CurrentActor() actor: Actor, @Query() query: SearchDto): Promise<SearchAnswer> {
    return this.search.run(actor, query);
  }
}
