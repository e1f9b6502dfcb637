/** An instant as ISO 8601 in UTC, for example `2025-09-15T08:00:00.000Z`. */
export type Instant = string;
/** A calendar day, `2025-09-15`. */
export type Day = string;
/** A lower-case UUID. */
export type Id = string;

/** What this actor may do with a resource, and why not: computed by the server, the only place that decides. */
export type Allowed<A extends string> = Readonly<Record<A, Permission>>;

export interface Permission {
  readonly allowed: boolean;
  /** The rule that decided, for example `message.edit#author`. */
  readonly rule: string;
}

/** RFC 9457 problem details; the socket acknowledgement carries the same members under `error`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly reason?: string;
  readonly fields?: readonly { readonly path: string; readonly reason: string }[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; present when there is more. */
  readonly next: string | null;
}
