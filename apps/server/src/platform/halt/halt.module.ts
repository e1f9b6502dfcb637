import { Module } from '@nestjs/common';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { Halt } from './halt.js';

/** Whether writing goes on. */
@Module({ imports: [PlatformModule, PersistenceModule], providers: [Halt], exports: [Halt] })
export class HaltModule {}
