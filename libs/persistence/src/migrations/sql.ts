/** A check constraint from a closed list of the domain, so that the list is written once. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `check (${column} in (${values.map((value) => `'${value}'`).join(', ')}))`;

/**
 * Row-level security with FORCE: not even the owner passes without a policy. The owner's own policy ends the
 * recursion of the definer functions, which are the only code that runs as owner.
 */
export const lock = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy owner_all on ${table} to liaison_owner using (true) with check (true);
`;

/**
 * Functions are everybody's to call unless that is taken away: the last word of the steps. What is not kept for
 * functions themselves (revoked from public where it is made) is the server's role's alone. A later step that adds
 * functions says it again.
 */
export const functionsForTheServer = `
  do $$ declare f record; begin
    for f in select p.oid::regprocedure as name from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.pronamespace = 'public'::regnamespace and r.rolname = current_user
        and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)) loop
      execute format('grant execute on routine %1$s to liaison_app; revoke execute on routine %1$s from public', f.name);
    end loop;
  end $$;
`;

/** The author of a row, where the batch's authors may write. */
export const mayWrite = (author: string): string =>
  `${author} || ':' || compartment = any((select batch_rights())::text[])`;

/** A read lease that nobody has renewed for so long is over: its process has crashed. */
export const leaseLapse = `interval '2 minutes'`;

/** How long the smallest slice of time is by which words are looked up. */
export const sliceSeconds = 600;

/** Marking columns, the same in every table that carries a marking. */
export const markingColumns = `
  classification text not null, tlp text not null, pap text not null, handling text[] not null, h3_text text`;

/** Of functions that read and write as their owner, whoever calls them. */
export const definer = `security definer set search_path = public, pg_temp`;

/** What reads the log goes by its indexes, whatever statistics say of it. */
export const byIndex = `set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off`;

/** What a record says of nobody: which agencies read it, and in which operation. It goes with the last of the other fields. */
export const frame = `'operation', 'agency', 'subjectAgencies', 'overseers'`;

/** Acts that destroy values. How much they destroyed is never erased itself: it names nobody, and what is gone is counted by it. */
export const erasing = `'erasure.carry_out', 'log.sweep'`;

const line = `hashtextextended('liaison erasure', 0)`;
/** What destroys, sets or lifts stands in line here, so that no hold is set between a look and what follows it. */
export const inLine = `pg_advisory_xact_lock(${line})`;
/** What is written about somebody waits while values are destroyed, and not for each other. */
export const besideLine = `pg_advisory_xact_lock_shared(${line})`;
