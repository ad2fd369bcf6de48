import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { type Db, raw, sql, type Tx } from './db/db.ts'

/**
 * A backup is engine-neutral: zstd-compressed lines of JSON. First a header with the migrations, then for each table its name,
 * its rows, and their number and SHA-256. What is written by one engine is read by the other.
 */
const format = 'varde-backup-1'
const pageRows = 500
/** Rows that hold pieces of files are megabytes each: they are fetched a few at a time. */
const pageRowsOfFiles = 4
/** Characters of rows that are inserted at once. */
const pageCharacters = 8_000_000

export interface BackupReport {
  tables: Record<string, number>
  rows: number
}

/** A backup that cannot be restored here, with the reason. */
export class BackupError extends Error {}

interface Table {
  name: string
  columns: string[]
  holdsFiles?: boolean
}

/** Tables in an order in which every row finds the rows it points to. Transaction numbers belong to one cluster and are left out. */
async function tablesInOrder(tx: Tx): Promise<Table[]> {
  const tables = await tx.rows<Table>(sql`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns, bool_or(a.atttypid = 'bytea'::regtype) as "holdsFiles"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid <> 'xid8'::regtype and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
    group by c.relname order by c.relname`)
  const links = await tx.rows<{ child: string; parent: string }>(
    sql`select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  )
  const ordered: Table[] = []
  const waiting = new Map(tables.map((table) => [table.name, table]))
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      (table) => !links.some((link) => link.child === table.name && link.parent !== table.name && waiting.has(link.parent)),
    )
    if (ready.length === 0) throw new BackupError('tables point to each other in a circle')
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}

const migrationsOf = async (tx: Tx) =>
  (await tx.rows<{ name: string }>(sql`select name from migration order by name`)).map((row) => row.name)

async function* rowsOf(tx: Tx, table: Table): AsyncGenerator<string> {
  const columns = table.columns.map((column) => `"${column}"`).join(', ')
  await tx.run(
    sql`${raw(`declare backup_rows no scroll cursor for select row_to_json(r)::text as row from (select ${columns} from "${table.name}") r`)}`,
  )
  const size = table.holdsFiles ? pageRowsOfFiles : pageRows
  for (;;) {
    const page = await tx.rows<{ row: string }>(sql`${raw(`fetch ${size} from backup_rows`)}`)
    for (const { row } of page) yield row
    if (page.length < size) break
  }
  await tx.run(sql`close backup_rows`)
}

/** Writes everything to a file, as of one moment. The job queue is not part of it: what waits is found again by its owners. */
export async function backup(db: Db, path: string): Promise<BackupReport> {
  const report: BackupReport = { tables: {}, rows: 0 }
  await db.asOwner(async (tx) => {
    await tx.run(sql`set transaction isolation level repeatable read`)
    async function* lines(): AsyncGenerator<string> {
      yield `${JSON.stringify({ format, migrations: await migrationsOf(tx) })}\n`
      for (const table of await tablesInOrder(tx)) {
        yield `${JSON.stringify({ table: table.name, columns: table.columns })}\n`
        const hash = createHash('sha256')
        let rows = 0
        for await (const row of rowsOf(tx, table)) {
          hash.update(row)
          rows += 1
          yield `${row}\n`
        }
        yield `${JSON.stringify({ end: table.name, rows, sha256: hash.digest('hex') })}\n`
        report.tables[table.name] = rows
        report.rows += rows
      }
      yield `${JSON.stringify({ end: format })}\n`
    }
    await pipeline(Readable.from(lines()), createZstdCompress(), createWriteStream(path, { mode: 0o600 }))
  })
  return report
}

/** Reads a backup into a migrated database that holds nothing yet; all of it or nothing. Throws `BackupError`. */
export async function restore(db: Db, path: string, options: { overwrite?: boolean } = {}): Promise<BackupReport> {
  const lines = linesOf(path)
  const next = async () => {
    const line = await lines.next()
    if (line.done) throw new BackupError('the file ends before the backup does')
    return line.value
  }
  const header = parsed<{ format?: string; migrations?: string[] }>(await next())
  if (header.format !== format) throw new BackupError('this is not a backup of Varde')
  const report: BackupReport = { tables: {}, rows: 0 }
  await db.asOwner(async (tx) => {
    const known = await migrationsOf(tx)
    const missing = header.migrations!.filter((name) => !known.includes(name))
    if (missing.length > 0) throw new BackupError(`the backup is newer than this program: it has ${missing.join(', ')}`)
    const tables = await tablesInOrder(tx)
    if (!options.overwrite && (await isUsed(tx, tables)))
      throw new BackupError('the database is not empty; restore into a new one, or say --overwrite')
    await tx.run(sql`${raw(`truncate ${tables.map((table) => `"${table.name}"`).join(', ')}`)}`)
    for (;;) {
      const mark = parsed<{ table?: string; columns?: string[]; end?: string }>(await next())
      if (mark.end === format) break
      const known = tables.find(({ name }) => name === mark.table)
      if (!known || !mark.columns?.every((column) => known.columns.includes(column)))
        throw new BackupError(`the file is damaged: there is no table ${mark.table} with these columns`)
      await restoreTable(tx, { name: known.name, columns: mark.columns }, next, report)
    }
    await setSequences(tx)
  })
  return report
}

/** The lines of a packed file; what cannot be unpacked is a `BackupError`. */
async function* linesOf(path: string): AsyncGenerator<string, void> {
  const unpacked = createZstdDecompress()
  // A fault of the file or of its packing is met where the lines are read.
  const reading = pipeline(createReadStream(path), unpacked).catch(() => undefined)
  let rest: string[] = []
  try {
    for await (const piece of unpacked.setEncoding('utf8') as AsyncIterable<string>) {
      const parts = piece.split('\n')
      if (parts.length > 1) {
        yield rest.join('') + parts[0]
        yield* parts.slice(1, -1)
        rest = []
      }
      rest.push(parts.at(-1)!)
    }
    await reading
  } catch (error) {
    throw (error as { code?: string }).code === 'ENOENT'
      ? new BackupError(`${path} does not exist`)
      : new BackupError(`the file cannot be unpacked: ${(error as Error).message}`)
  }
}

function parsed<Value>(line: string): Value {
  try {
    return JSON.parse(line) as Value
  } catch {
    throw new BackupError('the file is damaged, or no backup of Varde')
  }
}

/** What every migrated database holds from the beginning. */
const seeded = new Set(['audit_head', 'register_version', 'sending_hold', 'sign_in_policy'])

/** Whether a migrated database holds nothing yet. Asks as the owner of the schema. */
export const isUntouched = (db: Db): Promise<boolean> => db.asOwner(async (tx) => !(await isUsed(tx, await tablesInOrder(tx))))

async function isUsed(tx: Tx, tables: readonly Table[]): Promise<boolean> {
  for (const { name } of tables) {
    if (seeded.has(name)) continue
    if (await tx.one(sql`${raw(`select from "${name}" limit 1`)}`)) return true
  }
  return false
}

async function restoreTable(tx: Tx, table: Table, next: () => Promise<string>, report: BackupReport): Promise<void> {
  const hash = createHash('sha256')
  const columns = table.columns.map((column) => `"${column}"`).join(', ')
  let page: string[] = []
  let size = 0
  let rows = 0
  const flush = async () => {
    if (page.length === 0) return
    await tx.run(
      sql`${raw(`insert into "${table.name}" (${columns}) overriding system value select ${columns} from json_populate_recordset(null::"${table.name}", `)}${`[${page.join(',')}]`}::json)`,
    )
    page = []
    size = 0
  }
  for (;;) {
    const line = await next()
    if (line.startsWith(`{"end":"${table.name}"`)) {
      const end = parsed<{ end: string; rows: number; sha256: string }>(line)
      if (end.rows !== rows || end.sha256 !== hash.digest('hex'))
        throw new BackupError(`table ${table.name} is damaged in the file`)
      await flush()
      report.tables[table.name] = rows
      report.rows += rows
      return
    }
    hash.update(line)
    page.push(line)
    size += line.length
    rows += 1
    if (page.length >= pageRows || size >= pageCharacters) await flush()
  }
}

async function setSequences(tx: Tx): Promise<void> {
  const identities = await tx.rows<{ table: string; column: string }>(
    sql`select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> '' where c.relnamespace = 'public'::regnamespace and not c.relispartition`,
  )
  for (const { table, column } of identities) {
    await tx.run(
      sql`${raw(`select setval(pg_get_serial_sequence('"${table}"', '${column}'), coalesce((select max("${column}") from "${table}"), 0) + 1, false)`)}`,
    )
  }
}

/** A number and a fingerprint of the content of every table, whatever the engine and the order of rows. */
export async function fingerprint(db: Db): Promise<Record<string, { rows: number; sha256: string }>> {
  return db.asOwner(async (tx) => {
    const prints: Record<string, { rows: number; sha256: string }> = {}
    for (const table of await tablesInOrder(tx)) {
      const digests: string[] = []
      for await (const row of rowsOf(tx, table)) digests.push(createHash('sha256').update(row).digest('hex'))
      prints[table.name] = { rows: digests.length, sha256: createHash('sha256').update(digests.sort().join()).digest('hex') }
    }
    return prints
  })
}
