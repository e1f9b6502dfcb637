import { SetMetadata } from '@nestjs/common';
import type { Action } from '@liaison/authz';

export const actKey = 'liaison:act';
export const publicKey = 'liaison:public';
export const byKindKey = 'liaison:acts-by-kind';

/** Names the one action of the access matrix that this route or socket handler performs. */
export const Act = (action: Action): MethodDecorator => SetMetadata(actKey, action);

/** A door without an action: `reason` says why it needs none. */
export const Public = (reason: string): MethodDecorator => SetMetadata(publicKey, reason);

/** The door of every command: each is decided as the action that its kind names, by a handler of its own. */
export const ActsByKind = (): MethodDecorator => SetMetadata(byKindKey, true);
