import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { AcknowledgeMessage, EditMessage, RetractMessage, TightenMessage } from './change-message.js';
import { RenameThread, ReopenThread, ResolveThread } from './change-thread.js';
import { Inbox } from './inbox.js';
import { FollowThread, MarkRead } from './mark-read.js';
import { PostMessage } from './post-message.js';
import { ListWithheld, ReadActions, ReadMessage, ReadReach, ReadVersions, ReadWithheld } from './read-message.js';
import { ReadThread } from './read-thread.js';
import { RepostMessage } from './repost-message.js';
import { StartThread } from './start-thread.js';
import { ThreadsController } from './threads.controller.js';

const commands = [
  StartThread,
  RenameThread,
  ResolveThread,
  ReopenThread,
  PostMessage,
  EditMessage,
  TightenMessage,
  RetractMessage,
  RepostMessage,
  AcknowledgeMessage,
];
const reads = [
  ReadThread,
  ReadMessage,
  ReadVersions,
  ListWithheld,
  ReadWithheld,
  ReadReach,
  ReadActions,
  MarkRead,
  FollowThread,
  Inbox,
];

/** Threads and messages: written by commands, read by pages. */
@Module({ imports: [PersistenceModule], controllers: [ThreadsController], providers: [...commands, ...reads] })
export class ThreadsModule {}
