import { type Scope, systemScope } from '#domain/scope.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { raw, sql } from '#platform/db/db.ts'
import { type Deed, type Rows, rowTable } from './row-table.ts'
import { keyOf, type Sector, scopeOf } from './sector.ts'

/** Somebody in whose name a transaction is bound; `team` and `unnamed` have no side. */
interface Who {
  name: string
  scope: Scope | undefined
  org: string | null
  usr: string | null
}

const whoIn = (sector: Sector, rows: Rows | undefined): Who[] => [
  ...(['granly', 'bergheim', 'otterdrift', 'stranger'] as const).map((name) => {
    const scope = scopeOf(sector, name)
    return { name, scope, org: scope.organisations[0] ? keyOf(scope.organisations[0]) : null, usr: keyOf(scope.who.id) }
  }),
  { name: 'the team', scope: systemScope('walls'), org: null, usr: null },
  { name: 'a transaction that names nobody', scope: undefined, org: null, usr: null },
  ...(rows?.cleared === undefined ? [] : [{ name: cleared, scope: clearedScope(sector), org: null, usr: null }]),
]

const cleared = 'somebody cleared'
const clearedScope = (sector: Sector): Scope => ({
  ...systemScope('walls'),
  who: { kind: 'person', id: sector.as('lead').person!, name: cleared },
})

/** The tables of the schema by its own catalogue. */
export const tablesOf = (db: Db): Promise<{ name: string }[]> =>
  db.asOwner((tx) =>
    tx.rows<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by relname`,
    ),
  )

/** What is not as the row table says of one table, one sentence a fault. In a transaction of the owner, who is owner again afterwards. */
export async function checkTable(tx: Tx, sector: Sector, table: string): Promise<string[]> {
  const rows = rowTable[table]
  const faults: string[] = []
  const places = async (condition: string): Promise<string[]> =>
    (
      await tx.rows<{ place: string }>(raw(`select tableoid::text || ctid::text as place from "${table}" where ${condition}`))
    ).map((row) => row.place)
  const all = await places('true')
  if (rows && all.length === 0) faults.push(`${table} has no row to try with`)
  const samples = new Map(
    (
      await tx.rows<{ place: string; row: string }>(
        raw(`select tableoid::text || ctid::text as place, to_jsonb("${table}")::text as row from "${table}" limit 200`),
      )
    ).map(({ place, row }) => [place, row]),
  )
  const columns = await tx.rows<{ name: string; identity: boolean }>(
    raw(
      `select attname as name, attidentity <> '' as identity from pg_attribute
       where attrelid = '"${table}"'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    ),
  )
  const column = columns.find(({ identity }) => !identity)!.name
  const written = columns.map(({ name }) => `"${name}"`).join(', ')
  for (const role of ['varde_nobody', 'varde_jobs']) {
    await become(tx, role, systemScope('walls'))
    for (const statement of [
      `select from "${table}"`,
      `update "${table}" set "${column}" = "${column}"`,
      `delete from "${table}"`,
      `insert into "${table}" default values`,
    ])
      if ((await attempt(tx, statement)) !== 'refused') faults.push(`${table}: ${role} may ${statement}`)
    await tx.run(raw('set local role none'))
  }
  for (const who of whoIn(sector, rows)) {
    const isTeam = who.scope?.team ?? false
    const team = (who.name === cleared ? rows?.cleared : rows?.team) ?? ''
    const may = isTeam ? team : who.scope ? (rows?.member ?? '') : ''
    const condition = isTeam
      ? 'true'
      : who.scope && rows
        ? rows.whose.replaceAll('$org', literal(who.org)).replaceAll('$usr', literal(who.usr))
        : 'false'
    const own = await places(condition)
    const foreign = all.filter((place) => !own.includes(place))
    await become(tx, 'varde_bound', who.scope)
    const say = (what: string) => faults.push(`${table}: ${who.name} ${what}`)

    if (!rows && (await attempt(tx, `select from "${table}"`)) !== 'refused') say('reaches a closed table')
    const seen = await attemptRows(tx, `select tableoid::text || ctid::text as place from "${table}"`)
    if (seen.some((place) => foreign.includes(place))) say('sees what is not its own')
    if (may.includes('s') && own.some((place) => !seen.includes(place))) say('does not see all its own')
    if (!may.includes('s') && seen.length > 0) say('sees what it may not')

    for (const [letter, statement] of [
      ['u', `update "${table}" set "${column}" = "${column}"`],
      ['u', `update "${table}" set ${rows?.blind ?? `"${column}" = null`}`],
      ['d', `delete from "${table}"`],
    ] as const) {
      const touched = await attempt(tx, statement)
      const wanted = may.includes(letter) ? own.length : 0
      const fits = wanted === 0 ? touched === 'refused' || touched === 0 : touched === wanted || touched === 'through'
      if (!fits) say(`${letter === 'u' ? 'changes' : 'takes away'} ${touched} rows instead of ${wanted}`)
    }

    const given = (row: string | undefined) =>
      row &&
      attempt(
        tx,
        `insert into "${table}" (${written}) overriding system value select ${written} from jsonb_populate_record(null::"${table}", ${literal(row)}::jsonb)`,
      )
    const sampleOf = async (from: string[]) => given(await inTheNameOf(tx, table, samples.get(from[0] ?? ''), who))
    const ownInsert = await sampleOf(rows?.whose === 'false' || isTeam ? all : own)
    if (ownInsert !== undefined && (ownInsert !== 'refused') !== may.includes('i'))
      say(may.includes('i') ? 'may not add its own' : 'adds what it may not')
    if (rows?.whose !== 'false' && foreign.length > 0 && (await sampleOf(foreign)) !== 'refused')
      say('adds a row that is of another')
    if (rows?.column && who.org && may.includes('u')) {
      const other = who.name === 'granly' ? 'bergheim' : 'granly'
      const value = rows.column === 'organisation_id' ? sector.of[other].org : sector.of[other].usr
      const gives = await attempt(tx, `update "${table}" set "${rows.column}" = ${literal(keyOf(value))}`)
      if (gives !== 'refused') say('makes its own row one of another')
    }
    for (const deed of isTeam ? (rows?.remembers?.deeds ?? []) : [])
      if (!(await isRemembered(tx, deed, rows!.remembers!.table))) say(`does what ${rows!.remembers!.table} does not remember`)
    const refused = [...(rows?.refused?.all ?? []), ...((isTeam ? rows?.refused?.team : rows?.refused?.members) ?? [])]
    for (const statement of own.length > 0 ? refused : [])
      if ((await attempt(tx, statement)) !== 'refused') say(`may ${statement}`)
    await tx.run(raw('set local role none'))
  }
  if (rows?.brings && !(await isBrought(tx, sector, rows.brings)))
    faults.push(`${table}: a deed leaves nothing that it must bring about`)
  return faults
}

/** Whether a deed brings about what it must. Leaves nothing. */
async function isBrought(tx: Tx, sector: Sector, { before, by, deed, leaves }: Deed): Promise<boolean> {
  const granly = scopeOf(sector, 'granly')
  const delegate = { ...granly, who: { ...granly.who, id: sector.as('delegate of Granly').person! } }
  const scope = { team: systemScope('walls'), member: granly, delegate }[by]
  const inWords = (statement: string) => raw(statement.replaceAll('$org', literal(keyOf(sector.of.granly.org))))
  await tx.run(raw('savepoint attempt'))
  try {
    for (const statement of before ?? []) await tx.run(inWords(statement))
    await become(tx, 'varde_bound', scope)
    await tx.run(inWords(deed))
    await tx.run(raw('set local role none'))
    return (await tx.rows(inWords(leaves))).length > 0
  } finally {
    await tx.run(raw('rollback to savepoint attempt; set local role none'))
  }
}

const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`)

async function become(tx: Tx, role: string, scope: Scope | undefined): Promise<void> {
  const organisations = scope?.organisations.map(keyOf).join(',') ?? ''
  const settings = { team: scope?.team ? 'on' : '', organisations: scope ? `{${organisations}}` : '', who: scope?.who.id ?? '' }
  const set = Object.entries(settings).map(([name, value]) => `set_config('varde.${name}', ${literal(value)}, true)`)
  await tx.run(raw(`select ${set.join(', ')}; set local role ${role}`))
}

/** Events and audit entries are written in the writer's own name, audit entries as the next of the chain. */
async function inTheNameOf(tx: Tx, table: string, row: string | undefined, who: Who): Promise<string | undefined> {
  if (!row || !['event', 'audit'].includes(table)) return row
  const head =
    table === 'audit'
      ? await tx.one<{ position: number; previous: string }>(
          raw('select position + 1 as position, hash as previous from audit_head'),
        )
      : {}
  return JSON.stringify({ ...JSON.parse(row), who: who.scope?.who.id ?? '', ...head })
}

/** Rows that a statement touched; `refused` by rights or policy; `through` when only a constraint behind the walls stopped it. Leaves nothing. */
async function attempt(tx: Tx, statement: string): Promise<number | 'refused' | 'through'> {
  await tx.run(raw('savepoint attempt'))
  try {
    return await tx.run(raw(statement))
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code === '42501') return 'refused'
    if (code.startsWith('23')) return 'through'
    throw error
  } finally {
    await tx.run(raw('rollback to savepoint attempt'))
  }
}

/** Whether a deed leaves more rows in another table. Leaves nothing itself. */
async function isRemembered(tx: Tx, deed: string, table: string): Promise<boolean> {
  const rows = async () => (await tx.one<{ n: number }>(raw(`select count(*)::int as n from "${table}"`)))!.n
  await tx.run(raw('savepoint attempt'))
  try {
    const before = await rows()
    await tx.run(raw(deed))
    return (await rows()) > before
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false
    throw error
  } finally {
    await tx.run(raw('rollback to savepoint attempt'))
  }
}

async function attemptRows(tx: Tx, statement: string): Promise<string[]> {
  await tx.run(raw('savepoint attempt'))
  try {
    return (await tx.rows<{ place: string }>(raw(statement))).map(({ place }) => place)
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return []
    throw error
  } finally {
    await tx.run(raw('rollback to savepoint attempt'))
  }
}

/** Something taken out of the second wall, and the table whose check must turn red. */
export interface Breach {
  kind: 'trigger removed' | 'policy removed' | 'policy opened' | 'row-level security disabled' | 'closed table granted'
  name: string
  table: string
  statement: string
}

/** Every trigger removed, every policy removed and opened, every table with row-level security without it, every closed table granted: one at a time. */
export async function breachesOf(db: Db): Promise<Breach[]> {
  const policies = await db.asOwner((tx) =>
    tx.rows<{ name: string; table: string; command: string }>(
      sql`select policyname as name, tablename as table, cmd as command from pg_policies where schemaname = 'public' order by 2, 1`,
    ),
  )
  const triggers = await db.asOwner((tx) =>
    tx.rows<{ name: string; table: string }>(
      sql`select tgname as name, relname as table from pg_trigger join pg_class on pg_class.oid = tgrelid
          where relnamespace = 'public'::regnamespace and not tgisinternal order by 1`,
    ),
  )
  const secured = await db.asOwner((tx) =>
    tx.rows<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity order by relname`,
    ),
  )
  const closed = (await tablesOf(db)).filter(({ name }) => !(name in rowTable))
  const opened = (command: string) =>
    [
      ...(command === 'INSERT' ? [] : ['using (true)']),
      ...(['SELECT', 'DELETE'].includes(command) ? [] : ['with check (true)']),
    ].join(' ')
  return [
    ...triggers.map(
      ({ name, table }): Breach => ({ kind: 'trigger removed', name, table, statement: `drop trigger "${name}" on "${table}"` }),
    ),
    ...policies.map(
      ({ name, table }): Breach => ({ kind: 'policy removed', name, table, statement: `drop policy "${name}" on "${table}"` }),
    ),
    ...policies.map(
      ({ name, table, command }): Breach => ({
        kind: 'policy opened',
        name,
        table,
        statement: `alter policy "${name}" on "${table}" ${opened(command)}`,
      }),
    ),
    ...secured.map(
      ({ name }): Breach => ({
        kind: 'row-level security disabled',
        name,
        table: name,
        statement: `alter table "${name}" disable row level security`,
      }),
    ),
    ...closed.map(
      ({ name }): Breach => ({
        kind: 'closed table granted',
        name,
        table: name,
        statement: `grant select on "${name}" to varde_bound`,
      }),
    ),
  ]
}

class TakenBack extends Error {}

/** Checks with a breach in place, and takes it back. Data definition is part of the transaction in PostgreSQL. */
export async function checkWith(db: Db, sector: Sector, { statement, table }: Breach): Promise<string[]> {
  let faults: string[] = []
  await db
    .asOwner(async (tx) => {
      await tx.run(raw(statement))
      faults = await checkTable(tx, sector, table)
      throw new TakenBack()
    })
    .catch((error) => {
      if (!(error instanceof TakenBack)) throw error
    })
  return faults
}
