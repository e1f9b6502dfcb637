import { SetMetadata, type Type } from '@nestjs/common';

export const takesKey = 'liaison:takes';

/** For handlers whose body is read by something else than a parameter: its class, or a file as it is. */
export const Takes = (what: Type<object> | 'file'): MethodDecorator => SetMetadata(takesKey, what);
