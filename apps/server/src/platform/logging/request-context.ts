import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<{ readonly requestId: string }>();

/** The id of the request or socket command being handled; for logs only, never for a decision. */
export function requestId(): string | undefined {
  return storage.getStore()?.requestId;
}

export function withRequestId<T>(id: string, work: () => T): T {
  return storage.run({ requestId: id }, work);
}
