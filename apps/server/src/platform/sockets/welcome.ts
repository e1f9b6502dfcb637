import { contractVersion, type Problem, type Welcome } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import type { Server } from 'socket.io';
import { toProblem } from '../errors/problem.js';

/** The first word on every connection says what runs here; a page of another contract is told so instead. */
export function welcomeEverybody(server: Server, page: string | null): void {
  const welcome: Welcome = { contract: contractVersion, page };
  server.use(({ handshake }, next) => {
    // Programs that say nothing take it as it is.
    const { contract = contractVersion } = handshake.auth;
    if (contract === contractVersion) next();
    else next(Object.assign(new Error(otherContract.code), { data: otherContract }));
  });
  server.on('connection', (socket) => socket.emit('welcome', welcome));
}

const otherContract: Problem = toProblem(
  new DomainError('conflict', 'This page is too old for the server. Reload it.', { reason: 'other_contract' }),
);
