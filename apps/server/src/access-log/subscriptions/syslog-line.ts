import type { LogLine } from '@liaison/contracts';
import type { RecordClass } from '@liaison/domain';

/** Every receiver of syslog over TLS should take so many bytes (RFC 5425, 4.3.1). */
const mostBytes = 8_192;
/** Log audit (RFC 5424, 6.2.1). */
const facility = 13;
const warning = 4;
const notice = 5;
const informational = 6;
/** The number kept for examples (RFC 5612): this software has none of its own. */
const element = 'liaison@32473';

const ordinary: readonly RecordClass[] = [
  'consultation',
  'collection',
  'alteration',
  'combination',
  'sign_in',
  'log_access',
];

/** What was refused or failed warns; what changes rights, gives away or erases is noted; the rest informs. */
const severityOf = ({ outcome, class: of }: LogLine): number => {
  if (outcome === 'failure') return warning;
  return ordinary.includes(of) ? informational : notice;
};

/**
 * One record as a message of RFC 5424: its fields as structured data, its objects as JSON, as many of them as fit into
 * 8,192 bytes (`objects` says how many there are).
 */
export function syslogLine(line: LogLine, host: string): Buffer {
  const head = `<${facility * 8 + severityOf(line)}>1 ${line.at} ${nameField(host, 255)} liaison - ${nameField(line.act, 32)} `;
  const params = Object.entries(paramsOf(line)).filter(([, value]) => value !== null && value !== '');
  const data = params.map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join('');
  const start = Buffer.from(`${head}[${element}${data}] `);
  return Buffer.concat([start, fitting(line.objects, mostBytes - start.length)]);
}

const paramsOf = (line: LogLine): Readonly<Record<string, string | number | boolean | null>> => ({
  record: line.id,
  n: line.n,
  operation: line.operation,
  seenAs: line.seenAs,
  class: line.class,
  outcome: line.outcome,
  agency: line.agency,
  person: line.person,
  personName: line.personName,
  role: line.role,
  groundStated: line.groundStated,
  ground: line.ground,
  address: line.address,
  session: line.session,
  rule: line.rule,
  compartment: line.compartment,
  recipients: line.recipients?.slice(0, mostRecipients).join(' ') ?? null,
  erased: line.erased.join(' '),
  objects: line.objects.length,
});

/** 37 bytes each. */
const mostRecipients = 100;

/** Octet counting (RFC 5425, 4.3). */
export const framed = (message: Buffer): Buffer => Buffer.concat([Buffer.from(`${message.length} `), message]);

/** In a parameter's value these three stand behind a backslash (RFC 5424, 6.3.3). */
const escaped = (value: string): string => value.replace(/["\\\]]/g, '\\$&');

/** Printable ASCII without spaces; a hyphen stands for none. */
const nameField = (value: string, most: number): string => value.replace(/[^!-~]/g, '').slice(0, most) || '-';

function fitting(objects: LogLine['objects'], room: number): Buffer {
  const texts: string[] = [];
  let size = 2;
  for (const one of objects) {
    const text = JSON.stringify(one);
    size += Buffer.byteLength(text) + 1;
    if (size > room) break;
    texts.push(text);
  }
  return Buffer.from(`[${texts.join(',')}]`);
}
