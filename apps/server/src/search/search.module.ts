import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { RunSearch } from './run-search.js';
import { SearchController } from './search.controller.js';

@Module({ imports: [PersistenceModule], controllers: [SearchController], providers: [RunSearch] })
export class SearchModule {}
