import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Id } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import type { Request } from 'express';
import { inputPipe } from '../platform/errors/input.pipe.js';
import { SignInDto } from './session.dto.js';

/** Guards run before pipes, so the input is checked here before the strategy looks at it. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    request.body = await inputPipe.transform(request.body, { type: 'body', metatype: SignInDto });
    return (await super.canActivate(context)) === true;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error instanceof Error) throw error;
    if (!user) throw new DomainError('unauthenticated', 'This sign-in name and password do not belong together.');
    return user;
  }
}

/** The person whose password was right. */
export const ProvenPerson = createParamDecorator(
  (_unused: unknown, context: ExecutionContext): Id =>
    context.switchToHttp().getRequest<{ user: { person: Id } }>().user.person,
);
