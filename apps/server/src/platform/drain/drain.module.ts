import { Module } from '@nestjs/common';
import { Drain } from './drain.js';

/** The orderly end of this process. */
@Module({ providers: [Drain], exports: [Drain] })
export class DrainModule {}
