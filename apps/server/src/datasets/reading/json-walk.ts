import { none } from 'stream-chain/defs.js';
import { jsonParser, type Token } from 'stream-json/parser.js';
import { Unreadable } from './unreadable.js';

/** A scalar as it stands in the file; a text longer than the cap is cut, and says so. */
export interface Scalar {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly text: string;
  readonly cut: boolean;
}

export type Container = 'object' | 'array';

/** Told what stands where, while the walk is at that place. `key` is the name in an object, empty in an array. */
export interface JsonVisitor {
  open(container: Container, key: string): void;
  close(container: Container): void;
  scalar(key: string, scalar: Scalar): void;
}

const longestText = 4 * 1024;
const longestName = 128;
const deepest = 32;

interface Level {
  readonly container: Container;
  key: string;
  index: number;
}

/**
 * Walks through JSON of any size in little memory: no value is put together but scalars, and those only up to a cap,
 * so that an embedded film costs no more than its first 4 KiB.
 */
export class JsonWalk {
  private readonly parse = jsonParser({ packValues: false });
  private readonly levels: Level[] = [];
  private scalarText = '';
  private name = '';
  private cut = false;
  private inName = false;
  private ended = false;

  constructor(private readonly visitor: JsonVisitor) {}

  push(text: string, bytes: number): void {
    this.take(() => this.parse(text), bytes);
  }

  end(bytes: number): void {
    this.take(() => this.parse(none as unknown as string), bytes);
    if (this.levels.length > 0 || !this.ended)
      throw new Unreadable('The file ends too early. Send it again, whole.', this.place());
  }

  /** Where in the file the walk is, as a JSON path. */
  place(): string {
    const steps = this.levels.map((level) => (level.container === 'array' ? `[${level.index}]` : `.${level.key}`));
    return steps.join('').replace(/^\./, '') || 'beginning';
  }

  private take(read: () => unknown, bytes: number): void {
    let found: unknown;
    try {
      found = read();
    } catch {
      throw new Unreadable('This is not valid JSON from here on.', `near byte ${bytes}, after ${this.place()}`);
    }
    for (const token of tokensOf(found)) this.token(token);
  }

  private token(token: Token): void {
    switch (token.name) {
      case 'startObject':
        return this.open('object');
      case 'startArray':
        return this.open('array');
      case 'endObject':
        return this.close('object');
      case 'endArray':
        return this.close('array');
      case 'startKey':
        [this.inName, this.name] = [true, ''];
        return;
      case 'endKey':
        return this.endName();
      case 'startString':
      case 'startNumber':
        [this.scalarText, this.cut] = ['', false];
        return;
      case 'stringChunk':
      case 'numberChunk':
        return this.chunk(token.value);
      case 'endString':
        return this.scalar('string', this.scalarText);
      case 'endNumber':
        return this.scalar('number', this.scalarText);
      case 'trueValue':
      case 'falseValue':
        return this.scalar('boolean', String(token.value));
      case 'nullValue':
        return this.scalar('null', '');
      // Packed tokens were not asked for.
      case 'keyValue':
      case 'stringValue':
      case 'numberValue':
      case 'whitespace':
        return;
    }
  }

  private chunk(text: string): void {
    if (this.inName) {
      if (this.name.length < longestName) this.name += text.slice(0, longestName - this.name.length);
      return;
    }
    const room = longestText - this.scalarText.length;
    if (text.length > room) this.cut = true;
    if (room > 0) this.scalarText += text.slice(0, room);
  }

  private endName(): void {
    this.inName = false;
    const level = this.levels.at(-1);
    if (level) level.key = this.name;
  }

  /** Steps on in the array that a value stands in, and tells its name in an object. */
  private arrive(): string {
    const level = this.levels.at(-1);
    if (!level) return '';
    if (level.container === 'array') level.index += 1;
    return level.key;
  }

  private open(container: Container): void {
    const key = this.arrive();
    if (this.levels.length >= deepest) throw new Unreadable('The file is nested too deeply.', this.place());
    this.visitor.open(container, key);
    this.levels.push({ container, key: '', index: -1 });
  }

  private close(container: Container): void {
    this.levels.pop();
    this.ended = this.levels.length === 0;
    this.visitor.close(container);
  }

  private scalar(type: Scalar['type'], text: string): void {
    const key = this.arrive();
    this.ended = this.levels.length === 0;
    this.visitor.scalar(key, { type, text, cut: this.cut && type === 'string' });
    this.cut = false;
  }
}

/** One piece of text gives no token, one, or many. */
function tokensOf(found: unknown): readonly Token[] {
  if (typeof found !== 'object' || found === null) return [];
  return 'values' in found ? (found.values as readonly Token[]) : [found as Token];
}
