import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { IsInt, IsString, Length, Max } from 'class-validator';
import { notFound } from '@liaison/domain';
import { Public } from '../../apps/server/src/platform/doors/act.decorator.js';
import { LiaisonGateway } from '../../apps/server/src/platform/sockets/gateway.decorator.js';

class ProbeInput {
  @IsString()
  @Length(1, 10)
  readonly word!: string;

  @IsInt()
  @Max(9)
  readonly count!: number;
}

/** Doors that do nothing, for specs of what stands before and behind every door. */
@Controller('probe')
class ProbeController {
  @Post()
  @HttpCode(200)
  @Public('for specs')
  echo(@Body() input: ProbeInput): { readonly count: number } {
    return { count: input.count };
  }

  @Post('anything')
  @Public('for specs')
  anything(@Body() _input: unknown): void {
    return;
  }

  @Get('hidden')
  @Public('for specs')
  hidden(): never {
    throw notFound();
  }

  @Get('broken')
  @Public('for specs')
  broken(): never {
    throw new Error('password of the database: canary-5521');
  }
}

@LiaisonGateway()
class ProbeGateway {
  @SubscribeMessage('probe')
  @Public('for specs')
  probe(@MessageBody() input: ProbeInput): { readonly ok: true; readonly count: number } {
    return { ok: true, count: input.count };
  }

  @SubscribeMessage('probe:broken')
  @Public('for specs')
  broken(): never {
    throw new Error('password of the database: canary-5521');
  }
}

@Module({ controllers: [ProbeController], providers: [ProbeGateway] })
export class ProbeModule {}

@Controller('unlisted')
class UnlistedController {
  @Get()
  door(): string {
    return 'open';
  }
}

/** A module with a door that names no action. */
@Module({ controllers: [UnlistedController] })
export class UnlistedModule {}
