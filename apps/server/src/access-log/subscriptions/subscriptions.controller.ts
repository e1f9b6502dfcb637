import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { LogSubscription, LogSubscriptions } from '@liaison/contracts';
import { CurrentActor } from '../../platform/actor.js';
import { Act } from '../../platform/doors/act.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { KeepSubscriptions } from './keep-subscriptions.js';
import { LogSubscriptionDto, ResendDto } from './subscriptions.dto.js';

/** The log sent on to an agency's own systems. */
@Controller('log/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: KeepSubscriptions) {}

  @Get()
  @Act('log.view_subscriptions')
  list(@CurrentActor() actor: Actor): Promise<LogSubscriptions> {
    return this.subscriptions.list(actor);
  }

  @Post()
  @Act('log.subscribe')
  subscribe(@CurrentActor() actor: Actor, @Body() input: LogSubscriptionDto): Promise<LogSubscription> {
    return this.subscriptions.subscribe(actor, input);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Act('log.resend')
  resend(@CurrentActor() actor: Actor, @IdParam('id') id: string, @Body() input: ResendDto): Promise<LogSubscription> {
    return this.subscriptions.resend(actor, id, input.from);
  }

  @Delete(':id')
  @HttpCode(204)
  @Act('log.unsubscribe')
  unsubscribe(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.subscriptions.unsubscribe(actor, id);
  }
}
