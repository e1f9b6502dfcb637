import type { Id } from '@liaison/contracts';

/** What the windows of one browser tell each other. They share the session; nothing of it is kept anywhere. */
export type TabMessage =
  /** The person types or clicks here. */
  | { readonly kind: 'input' }
  | { readonly kind: 'session'; readonly now: 'in' | 'locked' | 'out' }
  | {
      readonly kind: 'draft';
      readonly person: Id;
      readonly place: Id;
      readonly text: string;
      readonly isSaved: boolean;
    };

/** A BroadcastChannel, as far as it is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The other windows of this browser; without a channel there are none. */
export class Tabs {
  constructor(private readonly channel: Channel | null = null) {}

  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  hear<K extends TabMessage['kind']>(kind: K, listener: (message: Extract<TabMessage, { kind: K }>) => void): void {
    this.channel?.addEventListener('message', ({ data }) => {
      const message = data as TabMessage;
      if (message.kind === kind) listener(message as Extract<TabMessage, { kind: K }>);
    });
  }
}
