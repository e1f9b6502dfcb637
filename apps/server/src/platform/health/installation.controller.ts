import { Controller, Get } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { InstallationView } from '@liaison/contracts';
import { CurrentActor } from '../actor.js';
import { Act } from '../doors/act.decorator.js';
import { ViewInstallation } from './view-installation.js';

/** For the administrator and the command line's doctor. */
@Controller('installation')
export class InstallationController {
  constructor(private readonly viewInstallation: ViewInstallation) {}

  @Get()
  @Act('installation.view')
  view(@CurrentActor() actor: Actor): Promise<InstallationView> {
    return this.viewInstallation.run(actor);
  }
}
