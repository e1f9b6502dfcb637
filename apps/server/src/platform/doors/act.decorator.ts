import { SetMetadata } from '@nestjs/common';
import type { Action } from '@liaison/authz';

export const actKey = 'liaison:act';
export const publicKey = 'liaison:public';

/** Names the one action of the access matrix that this route or socket handler performs. */
export const Act = (action: Action): MethodDecorator => SetMetadata(actKey, action);

/** A door without an action: `reason` says why it needs none. */
export const Public = (reason: string): MethodDecorator => SetMetadata(publicKey, reason);
