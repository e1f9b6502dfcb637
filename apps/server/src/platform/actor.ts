import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import { DomainError } from '@liaison/domain';

/** Where sign-in leaves the actor: on the HTTP request, or in the socket's data. */
export interface HasActor {
  actor?: Actor;
}

/** The signed-in person on whose behalf the handler runs; without one the door answers `unauthenticated`. */
export const CurrentActor = createParamDecorator((_unused: unknown, context: ExecutionContext): Actor => {
  const actor = holderOf(context).actor;
  if (actor === undefined) throw new DomainError('unauthenticated', 'You are not signed in.');
  return actor;
});

function holderOf(context: ExecutionContext): HasActor {
  if (context.getType() === 'http') return context.switchToHttp().getRequest<HasActor>();
  return context.switchToWs().getClient<{ readonly data: HasActor }>().data;
}
