import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { rootLog } from '../logging/log.js';

/** So long whoever distributes people among the servers has to see that this one takes nobody more. */
const noticeFor = 2_000;
/** What is not answered by then is asked again elsewhere. */
const answersWithin = 10_000;

/**
 * The orderly end: first it is said, while everything goes on; then nobody new is let in, who is here is sent elsewhere,
 * and what has been asked is answered. Bounded, whatever hangs.
 */
@Injectable()
export class Drain {
  private readonly listeners: (() => Promise<unknown>)[] = [];
  private begun = false;

  get leaving(): boolean {
    return this.begun;
  }

  /** What has to be brought to an end once nobody new comes in. */
  onLeave(work: () => Promise<unknown>): void {
    this.listeners.push(work);
  }

  async run(server: Server): Promise<void> {
    this.begun = true;
    // Who keeps a connection for later requests makes those elsewhere.
    server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    await pause(noticeFor);
    const closed = new Promise((resolve) => server.close(resolve));
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const ended = Promise.all([closed, ...this.listeners.map((work) => work())]).then(() => true);
    const inTime = await Promise.race([ended, pause(answersWithin, false)]);
    clearInterval(idle);
    if (!inTime) rootLog.warn('not everybody had an answer when the time was over');
  }
}
