import { Module } from '@nestjs/common';
import { DrainModule } from '../drain/drain.module.js';
import { HaltModule } from '../halt/halt.module.js';
import { HintsModule } from '../hints/hints.module.js';
import { PersistenceModule } from '../persistence.module.js';
import { PlatformModule } from '../platform.module.js';
import { HealthController } from './health.controller.js';
import { InstallationController } from './installation.controller.js';
import { ViewInstallation } from './view-installation.js';

@Module({
  imports: [PlatformModule, PersistenceModule, HintsModule, DrainModule, HaltModule],
  controllers: [HealthController, InstallationController],
  providers: [ViewInstallation],
})
export class HealthModule {}
