import { Controller, Get } from '@nestjs/common';
import type { Instant } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { DataSource } from 'typeorm';
import { Public } from '../doors/act.decorator.js';
import { Drain } from '../drain/drain.js';
import { Halt } from '../halt/halt.js';
import { Hints } from '../hints/hints.js';

interface Ready {
  readonly status: string;
  readonly since?: Instant | null;
}

/** For the process supervisor and the load balancer; says nothing about anybody. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly hints: Hints,
    private readonly drain: Drain,
    private readonly halt: Halt,
  ) {}

  @Get('live')
  @Public('a supervisor asks whether the process runs; the answer is constant')
  live(): { readonly status: string } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public('a load balancer asks whether to send people here; the answer says yes or no, and whether writing goes on')
  async ready(): Promise<Ready> {
    if (this.drain.leaving) throw new DomainError('unavailable', 'This server is going away.');
    try {
      await this.database.query('select 1');
    } catch {
      throw new DomainError('unavailable', 'The database does not answer.');
    }
    // Nobody is sent elsewhere: no other server takes what this one may not, and reading goes on.
    const halted = this.halt.why;
    if (halted) return { status: 'read_only', since: halted.since?.toISOString() ?? null };
    // Without hints everything works, a poll later: no reason to send people elsewhere.
    return { status: this.hints.live ? 'ready' : 'degraded' };
  }
}
