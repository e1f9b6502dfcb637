/** A wire between the processes of one installation. What it loses is lost: the slow poll finds it. */
export interface Carrier {
  /** False while others are not reached by it. */
  readonly live: boolean;
  /** Begins to connect, and goes on for as long as it is not closed. `up`: connected, or once more. */
  open(heard: (text: string) => void, up: () => void): void;
  /** Rejects when it could not be sent. */
  send(text: string): Promise<unknown>;
  close(): Promise<void>;
}
