import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type {
  Allowed,
  InboxItem,
  MessageAction,
  MessagePage,
  MessageText,
  MessageVersion,
  Reach,
  ThreadAction,
  ThreadMine,
  WithheldMessage,
} from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { ConsultDto } from '../platform/input/ground.dto.js';
import { IdPipe } from '../platform/input/id.pipe.js';
import { Inbox } from './inbox.js';
import { FollowThread, MarkRead } from './mark-read.js';
import { ListWithheld, ReadActions, ReadMessage, ReadReach, ReadVersions, ReadWithheld } from './read-message.js';
import { ReadThread } from './read-thread.js';
import { CompartmentsDto, FollowDto, PageDto, ReadDto } from './thread.dto.js';

@Controller()
export class ThreadsController {
  constructor(
    private readonly readThread: ReadThread,
    private readonly readMessage: ReadMessage,
    private readonly readVersions: ReadVersions,
    private readonly listWithheld: ListWithheld,
    private readonly readWithheld: ReadWithheld,
    private readonly readReach: ReadReach,
    private readonly readActions: ReadActions,
    private readonly markRead: MarkRead,
    private readonly followThread: FollowThread,
    private readonly inbox: Inbox,
  ) {}

  @Get('threads/:thread/messages')
  @Act('thread.page')
  page(
    @CurrentActor() actor: Actor,
    @Param('thread', IdPipe) thread: string,
    @Query() query: PageDto,
  ): Promise<MessagePage> {
    return this.readThread.run(actor, thread, query);
  }

  @Get('threads/:thread/actions')
  @Act('compartment.view')
  threadActions(@CurrentActor() actor: Actor, @Param('thread', IdPipe) thread: string): Promise<Allowed<ThreadAction>> {
    return this.readActions.ofThread(actor, thread);
  }

  @Post('threads/:thread/read')
  @HttpCode(200)
  @Act('thread.mark_read')
  read(
    @CurrentActor() actor: Actor,
    @Param('thread', IdPipe) thread: string,
    @Body() body: ReadDto,
  ): Promise<ThreadMine> {
    return this.markRead.run(actor, thread, body.seq);
  }

  @Post('threads/read')
  @HttpCode(204)
  @Act('thread.mark_read')
  readAll(@CurrentActor() actor: Actor, @Body() body: CompartmentsDto): Promise<void> {
    return this.markRead.all(actor, body.compartments);
  }

  @Post('threads/:thread/follow')
  @HttpCode(200)
  @Act('thread.follow')
  follow(
    @CurrentActor() actor: Actor,
    @Param('thread', IdPipe) thread: string,
    @Body() body: FollowDto,
  ): Promise<ThreadMine> {
    return this.followThread.run(actor, thread, body.mode);
  }

  @Get('messages/:message/text')
  @Act('message.read')
  text(
    @CurrentActor() actor: Actor,
    @Param('message', IdPipe) message: string,
    @Query() query: ConsultDto,
  ): Promise<MessageText> {
    return this.readMessage.run(actor, message, query);
  }

  @Get('messages/:message/versions')
  @Act('message.read')
  versions(
    @CurrentActor() actor: Actor,
    @Param('message', IdPipe) message: string,
    @Query() query: ConsultDto,
  ): Promise<readonly MessageVersion[]> {
    return this.readVersions.run(actor, message, query);
  }

  @Get('agency/withheld')
  @Act('message.list_withheld')
  withheldMessages(@CurrentActor() actor: Actor): Promise<readonly WithheldMessage[]> {
    return this.listWithheld.run(actor);
  }

  @Get('messages/:message/withheld')
  @Act('message.read_withheld')
  withheld(
    @CurrentActor() actor: Actor,
    @Param('message', IdPipe) message: string,
  ): Promise<readonly MessageVersion[]> {
    return this.readWithheld.run(actor, message);
  }

  @Get('messages/:message/reach')
  @Act('message.reach')
  reach(@CurrentActor() actor: Actor, @Param('message', IdPipe) message: string): Promise<Reach> {
    return this.readReach.run(actor, message);
  }

  @Get('messages/:message/actions')
  @Act('compartment.view')
  messageActions(
    @CurrentActor() actor: Actor,
    @Param('message', IdPipe) message: string,
  ): Promise<Allowed<MessageAction>> {
    return this.readActions.ofMessage(actor, message);
  }

  @Get('inbox')
  @Act('operation.list')
  needsMe(@CurrentActor() actor: Actor): Promise<readonly InboxItem[]> {
    return this.inbox.run(actor);
  }
}
