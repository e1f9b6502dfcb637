import { SetMetadata } from '@nestjs/common';

export const withoutSessionKey = 'liaison:without-session';
export const evenLockedKey = 'liaison:even-locked';
export const atOnceKey = 'liaison:at-once';

/** An act of somebody who is not signed in yet; `reason` says why that must be. */
export const WithoutSession = (reason: string): MethodDecorator => SetMetadata(withoutSessionKey, reason);

/** Answered although the screen is locked. */
export const EvenLocked = (reason: string): MethodDecorator => SetMetadata(evenLockedKey, reason);

/** Waits behind nothing else of the same person: whoever has one of their sessions must not keep them from ending it. */
export const AtOnce = (): MethodDecorator => SetMetadata(atOnceKey, true);
