import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Act } from '../platform/doors/act.decorator.js';
import { addressOf } from '../platform/http/address.js';
import { WithoutSession } from '../platform/sessions/without-session.decorator.js';
import { SetPasswordDto } from './session.dto.js';
import { SetPasswordByLink } from './set-password.js';

@Controller('set-password')
export class SetPasswordController {
  constructor(private readonly setPassword: SetPasswordByLink) {}

  @Post()
  @HttpCode(204)
  @Act('password.change')
  @WithoutSession('the one-time link is the proof')
  set(@Req() request: Request, @Body() input: SetPasswordDto): Promise<void> {
    return this.setPassword.run({ person: null, address: addressOf(request) }, input);
  }
}
