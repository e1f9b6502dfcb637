import type { Id, StreamName } from '@liaison/contracts';
import { Pool } from 'pg';

/** What was committed to these streams after a person's last removal from them: ids and words that they must not have. */
export class Later {
  private readonly pool: Pool;

  constructor(adminUrl: string) {
    this.pool = new Pool({ connectionString: adminUrl, max: 4 });
    this.pool.on('error', () => undefined);
  }

  /** By the database's order alone: what has a greater number than the removal. */
  async than(person: Id, streams: readonly StreamName[]): Promise<readonly string[]> {
    const compartments = streams.map((stream) => stream.slice('compartment:'.length));
    const { rows } = await this.pool.query<{ needle: string }>(
      `with removed as (
         select c as compartment, (select e.seq from event e where e.compartment = c and e.kind = 'member.left'
           and e.refs ->> 'person' = $2 order by e.seq desc limit 1) as seq from unnest($1::uuid[]) c),
       later as (select e.* from removed r join event e on e.compartment = r.compartment and e.seq > r.seq)
       select id::text as needle from later
       union select refs ->> 'message' from later where kind = 'message.posted'
       union select refs ->> 'thread' from later where kind = 'thread.started'
       -- Not its dataset, which may have been seen elsewhere before the removal.
       union select refs ->> 'share' from later where kind = 'share.made'
       union select v.text from later l join message_version v on v.message = (l.refs ->> 'message')::uuid
         and v.version = (l.refs ->> 'version')::int where l.kind in ('message.posted', 'message.edited')`,
      [compartments, person],
    );
    return rows.map(({ needle }) => needle);
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}
