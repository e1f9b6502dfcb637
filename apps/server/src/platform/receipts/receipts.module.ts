import { Module } from '@nestjs/common';
import { PlatformModule } from '../platform.module.js';
import { Receipts } from './receipts.js';

@Module({ imports: [PlatformModule], providers: [Receipts], exports: [Receipts] })
export class ReceiptsModule {}
