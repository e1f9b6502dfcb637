import type { Id, Instant, MessageText } from '@liaison/contracts';
import { isFetchedAlone } from '@liaison/domain';
import type { RowsInto, Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

/** Text search configurations of PostgreSQL by ISO 639-1; a language without one is searched word by word. */
const configurations: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  it: 'italian',
  lt: 'lithuanian',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  tr: 'turkish',
};

const searchConfiguration = (language: string): string => configurations[language] ?? 'simple';

interface WordsRow extends MarkingColumns {
  message: Id;
  version: number;
  text: string;
  content_note: string | null;
  folded: boolean;
}

/** Words as one row has them; those to be fetched alone only where they are. */
export const wordsOf = (row: WordsRow, alone: boolean): MessageText => ({
  message: row.message,
  version: row.version,
  text: alone || !(row.folded || isFetchedAlone(markingOf(row))) ? row.text : null,
  contentNote: row.content_note,
});

/** Words at each message's present version. Those to be fetched alone come without, unless asked for one by one. */
export async function textsOf(tx: Tx, ids: readonly Id[], alone = false): Promise<MessageText[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows<WordsRow>(
    `select v.message, v.version, v.text, v.content_note, m.folded, m.classification, m.tlp, m.pap, m.handling, m.h3_text
     from message m join message_version v on v.message = m.id and v.version = m.version where m.id = any($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => wordsOf(row, alone));
}

export const versionsOf = (tx: Tx, message: Id): Promise<{ version: number; text: string; at: Date }[]> =>
  tx.rows('select version, text, at from message_version where message = $1 order by version', [message]);

export interface NewVersion {
  readonly message: Id;
  readonly version: number;
  readonly compartment: Id;
  readonly baseVer: number;
  readonly author: Id;
  readonly text: string;
  readonly contentNote: string | null;
  readonly language: string;
  /** When its message was; now where both are new. */
  readonly bornAt?: Instant;
}

const intoVersion: RowsInto = {
  text: `insert into message_version
    select v.message, v.version, v.compartment, v.base_ver, v.author, v.text, v.content_note,
      to_tsvector(v.configuration::regconfig, v.text) || to_tsvector('simple', v.text), v.at, false,
      coalesce(v.born_at, v.at)
    from json_to_recordset($1) v (message uuid, version int, compartment uuid, base_ver int, author uuid, text text,
      content_note text, configuration text, at timestamptz, born_at timestamptz)`,
};

/** Of a message that is there, or queued with it. */
export const insertVersion = (tx: Tx, v: NewVersion): void =>
  tx.later(intoVersion, {
    message: v.message,
    version: v.version,
    compartment: v.compartment,
    base_ver: v.baseVer,
    author: v.author,
    text: v.text,
    content_note: v.contentNote,
    configuration: searchConfiguration(v.language),
    at: tx.now,
    born_at: v.bornAt,
  });
