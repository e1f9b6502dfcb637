import { createServer, type Server } from 'node:http';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Config } from '../config/config.js';

/**
 * Figures for the operator, on a loopback port of their own and only when one is configured. Labels are route patterns
 * and statuses: never an id, a name or a reference.
 */
@Injectable()
export class Metrics implements OnModuleInit, OnApplicationShutdown {
  private readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'liaison_http_request_seconds',
    help: 'Time to answer HTTP requests, by route pattern and status',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5],
    registers: [this.registry],
  });

  private readonly refused = new Counter({
    name: 'liaison_refused_input_total',
    help: 'Messages and requests that could not be read (invalid) or were too many, by door',
    labelNames: ['door', 'code'],
    registers: [this.registry],
  });

  private readonly logEntries = new Gauge({
    name: 'liaison_log_entries',
    help: 'Entries in the tree of the access log, where this process makes it',
    registers: [this.registry],
  });

  private readonly logOldest = new Gauge({
    name: 'liaison_log_oldest_waiting_seconds',
    help: 'Age of the oldest access record that has no entry in the tree yet, where this process makes it',
    registers: [this.registry],
  });

  private readonly logFailures = new Counter({
    name: 'liaison_log_failures_total',
    help: 'Attempts to make the tree of the access log that failed and are made again',
    registers: [this.registry],
  });

  private readonly logIsHalted = new Gauge({
    name: 'liaison_log_halted',
    help: '1 while the access log contradicts itself: nothing is signed, and nobody writes',
    registers: [this.registry],
  });

  private readonly logCheckedAt = new Gauge({
    name: 'liaison_log_checked_timestamp_seconds',
    help: 'When all of the access log was last compared and found whole, where this process makes it; 0 before',
    registers: [this.registry],
  });

  private readonly sweepBehind = new Gauge({
    name: 'liaison_log_sweep_behind_seconds',
    help: 'By how much the oldest access record is overdue that the sweep has not come to, as this process saw it last',
    registers: [this.registry],
  });

  private server?: Server;

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    if (this.config.metricsPort === undefined) return;
    collectDefaultMetrics({ register: this.registry });
    const server = createServer((_request, response) => {
      void this.registry.metrics().then((text) => {
        response.setHeader('Content-Type', this.registry.contentType);
        response.end(text);
      });
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.config.metricsPort, '127.0.0.1', resolve);
    });
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  refusedInput(door: 'http' | 'socket', code: 'invalid' | 'too_many'): void {
    this.refused.inc({ door, code });
  }

  logStands(entries: number, oldestSeconds: number): void {
    this.logEntries.set(entries);
    this.logOldest.set(oldestSeconds);
  }

  logFailed(): void {
    this.logFailures.inc();
  }

  logHalted(halted: boolean): void {
    this.logIsHalted.set(halted ? 1 : 0);
  }

  logChecked(at: Date): void {
    this.logCheckedAt.set(at.getTime() / 1_000);
  }

  sweepIsBehind(seconds: number): void {
    this.sweepBehind.set(seconds);
  }

  answered(route: string, status: number, milliseconds: number): void {
    this.requests.observe({ route, status }, milliseconds / 1_000);
  }
}
