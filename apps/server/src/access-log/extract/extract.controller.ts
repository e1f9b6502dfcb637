import { Readable } from 'node:stream';
import { Body, Controller, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { ExtractDto } from './extract.dto.js';
import { MakeExtract } from './make-extract.js';

@Controller('log/extracts')
export class ExtractController {
  constructor(private readonly makeExtract: MakeExtract) {}

  @Post()
  @HttpCode(200)
  @Header('Content-Disposition', 'attachment; filename="access-log-extract.zip"')
  @Act('log.extract')
  async make(@CurrentActor() actor: Actor, @Body() input: ExtractDto): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.makeExtract.run(actor, input)), { type: 'application/zip' });
  }
}
