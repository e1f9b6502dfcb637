import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { systemClock } from '@liaison/domain';
import { CLOCK } from './clock.js';
import { Config, readConfig } from './config/config.js';
import { Doors } from './doors/doors.js';
import { Metrics } from './metrics/metrics.js';

/** What every feature stands on: configuration, clock, figures, and the check that every door is listed. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    Doors,
    Metrics,
    { provide: Config, useFactory: () => readConfig(process.env) },
    { provide: CLOCK, useValue: systemClock },
  ],
  exports: [Config, CLOCK, Doors],
})
export class PlatformModule {}
