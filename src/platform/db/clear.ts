import { type Db, raw, sql } from './db.ts'

/** Drops everything that migrations and the job queue made, all of it or nothing. What comes next is `migrate`. */
export const clearDatabase = (db: Db): Promise<void> =>
  db.asOwner(async (tx) => {
    await tx.run(sql`${raw(dropAll)}`)
  })

/** Connections that other processes have to this database; the embedded one counts none. */
export const connectionsOfOthers = (db: Db): Promise<number> =>
  db.asOwner(async (tx) => {
    const row = await tx.one<{ count: number }>(
      sql`select count(*) as count from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return row!.count
  })

/** Tables before functions: policies and triggers stand on these. What belongs to an extension is not ours. */
const dropAll = `do $$
declare thing text;
begin
  -- Listed before anything is dropped: what went with another is not there any more, and has no name.
  foreach thing in array (select coalesce(array_agg(oid::regclass::text), '{}') from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition) loop
    execute format('drop table if exists %s cascade', thing);
  end loop;
  foreach thing in array (select coalesce(array_agg(oid::regprocedure::text), '{}') from pg_proc
      where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
        and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')) loop
    execute format('drop routine if exists %s cascade', thing);
  end loop;
  drop schema if exists varde_job cascade;
end $$`
