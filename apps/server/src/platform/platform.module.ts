import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { systemClock, type Clock } from '@liaison/domain';
import { CLOCK } from './clock.js';
import { Config, readConfig } from './config/config.js';
import { Doors } from './doors/doors.js';
import { Metrics } from './metrics/metrics.js';
import { StoryClock } from './story-clock.js';

/** Time is the present. Only a demonstration can tell what happened before it was installed. */
const clockOf = (config: Config): Clock => (config.demo ? new StoryClock() : systemClock);

/** What every feature stands on: configuration, clock, figures, and the check that every door is listed. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    Doors,
    Metrics,
    { provide: Config, useFactory: () => readConfig(process.env) },
    { provide: CLOCK, inject: [Config], useFactory: clockOf },
  ],
  exports: [Config, CLOCK, Doors, Metrics],
})
export class PlatformModule {}
