import type { Id, MentionSet } from '@liaison/contracts';
import { conflict, memberRoles, referencesIn } from '@liaison/domain';
import { linkable, mentionsIn } from '@liaison/persistence';
import type { CommandScope } from '../platform/commands/command-handler.js';

/** What a text means in its compartment: the datasets it links and the people it names. Words stay as they were typed. */
export interface Words {
  readonly datasets: readonly Id[];
  readonly mentions: MentionSet;
}

/** `@NL`, `@NL/ana.visser`, `@lead`; not the middle of an address. */
const mention = /(?<![\p{L}\p{N}_./@-])@([\p{L}\p{N}_-]{2,20}(?:\/[\p{L}\p{N}._-]{1,60})?)/gu;

/**
 * Reads references and mentions. A dataset that somebody in the audience does not have is refused unless the author
 * chose to leave it as plain text (rule 4); what the author may not see is plain text without a word.
 */
export async function readWords(scope: CommandScope, text: string, plain: readonly string[] = []): Promise<Words> {
  const { tx, stream, act } = scope;
  const { linked, missing } = await linkable(tx, stream.operation, stream.id, [...referencesIn(text)]);
  const leaking = missing.filter((one) => !plain.includes(one.ref));
  if (leaking.length > 0)
    throw conflict('link_would_leak', 'Not everybody who reads this has the dataset. Nothing was sent.', {
      links: leaking.map(({ ref, id, agenciesWithout }) => ({ ref, dataset: id, agenciesWithout })),
    });
  for (const { id, ref } of linked) act.touch('dataset', id, { ref });
  const names = Array.from(text.matchAll(mention), ([, name]) => (name ?? '').replace(/[.]+$/, ''));
  const roles = memberRoles.filter((role) => names.includes(role));
  return {
    datasets: linked.map((one) => one.id),
    mentions: { ...(await mentionsIn(tx, stream.id, [...new Set(names)])), roles },
  };
}
