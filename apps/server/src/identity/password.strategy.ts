import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Id } from '@liaison/contracts';
import type { Request } from 'express';
import { Strategy } from 'passport-local';
import { addressOf } from '../platform/http/address.js';
import { CheckPassword } from './check-password.js';

/** Sign-in name and password, as passport's `local` strategy. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly check: CheckPassword) {
    super({ usernameField: 'signInName', passwordField: 'password', session: false, passReqToCallback: true });
  }

  async validate(request: Request, signInName: string, password: string): Promise<{ readonly person: Id }> {
    return { person: await this.check.run(signInName, password, addressOf(request)) };
  }
}
