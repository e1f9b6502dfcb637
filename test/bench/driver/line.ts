import { Wire, type Address } from './wire.js';

const digit0 = 0x30;
const [open, ping, message] = [digit0, digit0 + 2, digit0 + 4];
const [connected, disconnected, event, acknowledgement, refused] = [0, 1, 2, 3, 4].map((kind) => digit0 + kind);

type Answered = (payload: Buffer, begin: number) => void;

/** One socket.io client over a bare wire: says the text framing itself and parses nothing that it need not. */
export class Line {
  /** Told of each event; the payload is good until it returns. */
  onEvent: (payload: Buffer) => void = () => undefined;
  onLost: (why: string) => void = () => undefined;

  private readonly waiting = new Map<number, Answered>();
  private nextId = 0;
  private readonly wire: Wire;

  private constructor(
    address: Address,
    private readonly onOpen: (refusal: Error | null) => void,
  ) {
    this.wire = new Wire(
      address,
      (payload) => this.take(payload),
      (why) => this.lost(why),
    );
  }

  static open(address: Address): Promise<Line> {
    return new Promise((resolve, reject) => {
      const line: Line = new Line(address, (refusal) => (refusal ? reject(refusal) : resolve(line)));
    });
  }

  /** `said` is the JSON of event name and input, without the brackets; the answer comes as bytes. */
  emit(said: string, answered: Answered): void {
    const id = this.nextId;
    this.nextId += 1;
    this.waiting.set(id, answered);
    this.wire.send(`42${id}[${said}]`);
  }

  tell(said: string): void {
    this.wire.send(`42[${said}]`);
  }

  /** For what is not measured: the answer as an object. */
  ask<T>(name: string, input: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onLost = (why) => reject(new Error(`${name}: ${why}`));
      this.emit(`"${name}",${JSON.stringify(input)}`, (payload, begin) => {
        const [answer] = JSON.parse(payload.toString('utf8', begin)) as [{ readonly ok: boolean }];
        if (answer.ok) resolve(answer as T);
        else reject(new Error(`${name}: ${JSON.stringify(answer)}`));
      });
    });
  }

  hangUp(): void {
    this.wire.destroy();
  }

  private take(payload: Buffer): void {
    if (payload[0] === message) return this.takeMessage(payload);
    if (payload[0] === open) return this.wire.send('40');
    if (payload[0] === ping) this.wire.send('3');
  }

  private takeMessage(payload: Buffer): void {
    const kind = payload[1];
    if (kind === event) this.onEvent(payload);
    else if (kind === acknowledgement) this.takeAnswer(payload);
    else if (kind === connected) this.onOpen(null);
    else if (kind === refused) this.onOpen(new Error(payload.toString()));
    else if (kind === disconnected) this.lost('disconnected by the server');
  }

  private takeAnswer(payload: Buffer): void {
    let id = 0;
    let at = 2;
    for (; at < payload.length; at += 1) {
      const digit = (payload[at] ?? 0) - digit0;
      if (digit < 0 || digit > 9) break;
      id = id * 10 + digit;
    }
    const answered = this.waiting.get(id);
    this.waiting.delete(id);
    answered?.(payload, at);
  }

  private lost(why: string): void {
    this.onOpen(new Error(why));
    this.onLost(why);
  }
}
