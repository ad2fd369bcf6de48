import pg from 'pg'
import sqlTag, { raw as rawTag, type Sql } from 'sql-template-tag'
import { uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'

export { default as sql, empty, join, raw, type Sql } from 'sql-template-tag'

/** A transaction that is bound to one scope. Only the stores ask it. */
export interface Tx {
  readonly scope: Scope
  rows<Row>(query: Sql): Promise<Row[]>
  one<Row>(query: Sql): Promise<Row | undefined>
  /** Number of rows that were touched. */
  run(query: Sql): Promise<number>
  /** Statements of the job queue, as its own role, in this transaction: a job exists exactly when the change does. */
  jobSql(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number }>
  /** Runs last in this transaction, for what holds up everybody else: a lock that all need is held for a moment only. */
  beforeCommit(work: () => Promise<void>): void
  /** Runs when the transaction has been committed; for wake-up calls, never for work that must happen. */
  afterCommit(work: () => void): void
}

export interface Db {
  readonly engine: 'postgresql' | 'embedded'
  /** Rows per bulk statement: small on the embedded database, so that pages stay quick while a file is read. */
  readonly bulkRows: number
  /** One transaction as a bound role: sees and writes only what the scope may. Retried when the database asks for it. */
  in<Value>(scope: Scope, work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** As `in`, in a read-only transaction. */
  read<Value>(scope: Scope, work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** One transaction as the owner of the schema: migrations, partitions, backup. Never with input of a user. */
  asOwner<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value>
  /** Statements of the job queue, as its own role. */
  jobSql(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number }>
  /** Calls back when somebody wrote events. Only a hint: whoever listens also polls. */
  onNews(listener: () => void): () => void
  announceNews(): void
  ping(): Promise<number>
  close(): Promise<void>
}

/**
 * JSON text that the database takes: NUL and half surrogates, which JSON may hold and jsonb may not, are replaced by their pictures.
 * JSON.stringify escapes with \\u only such characters, so the others cost one look.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\u') ? JSON.stringify(JSON.parse(text, storable)) : text
}

const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\u2400') : value

/** What a bulk statement takes a column of. None of these can hold a line break in its text. */
export type ColumnType = 'uuid' | 'int' | 'smallint' | 'bigint' | 'timestamptz' | 'inet' | 'jsonb'

/**
 * A column of values for `unnest`, handed over as one text with a line a value (an empty one is null): the array literal that the
 * driver would write has every quotation mark of a JSON value escaped, and that alone took a fifth of an ingest.
 */
export const column = (values: readonly (string | number | null)[], type: ColumnType): Sql =>
  sqlTag`string_to_array(${values.map((value) => value ?? '').join('\n')}, E'\\n', '')::${rawTag(type)}[]`

/** The roles of the database (migrations/0001): the pool rests as `nobody`, a scoped transaction becomes `bound`. */
export const dbRoles = { nobody: 'varde_nobody', bound: 'varde_bound', jobs: 'varde_jobs' } as const

// timestamptz as ISO text, int8 and numeric as number, date as text: what the domain speaks.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString(),
)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** PostgreSQL's own codes for "do it once more" (appendix A, class 40). */
const askAgain = new Set(['40001', '40P01'])

const refused = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])
const isRefusal = (error: unknown): boolean =>
  refused.has((error as { code?: string }).code ?? '') || /Connection terminated/.test((error as Error).message)
const connectAttempts = 50

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** What a transaction begins with: the role it takes on, and the scope that the policies read. One round trip. */
function opening(scope: Scope, readOnly: boolean): string {
  const organisations = `{${scope.organisations.map(uuidOf).join(',')}}`
  return (
    `begin${readOnly ? ' read only' : ''};set local role ${dbRoles.bound};` +
    `select set_config('varde.team',${quoted(scope.team ? 'on' : '')},true),` +
    `set_config('varde.organisations',${quoted(organisations)},true),set_config('varde.who',${quoted(scope.who.id)},true),` +
    `set_config('varde.notice',${quoted(scope.notice ? uuidOf(scope.notice) : '')},true)`
  )
}

/** A `Db` over a pool of connections; `whenRefused` sees to it that there is something to connect to. */
export function createDb(
  engine: Db['engine'],
  config: pg.PoolConfig,
  hooks: { whenRefused?: () => Promise<void>; close?: () => Promise<void> } = {},
): Db {
  const pool = new pg.Pool(config)
  // A connection that breaks is replaced at the next use, whoever has it; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const listeners = new Set<() => void>()
  const wake = () => {
    for (const listener of listeners) listener()
  }
  let isListening = false
  let ear: pg.PoolClient | undefined
  let closed = false

  async function connect(): Promise<pg.PoolClient> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await pool.connect()
      } catch (error) {
        if (!hooks.whenRefused || attempt === connectAttempts || !isRefusal(error)) throw error
        // A host that is ending takes a connection and drops it; some moments later there is nobody, or the next one.
        if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 100))
        await hooks.whenRefused()
      }
    }
  }

  async function transaction<Value>(begin: string, scope: Scope, work: (tx: Tx) => Promise<Value>): Promise<Value> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await connect()
      const before: (() => Promise<void>)[] = []
      const after: (() => void)[] = []
      let broken: Error | undefined
      const onError = (error: Error) => {
        broken = error
      }
      client.on('error', onError)
      let turn: Promise<unknown> = Promise.resolve()
      // Statements may be asked for together; on the connection they follow each other.
      const inTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
        const answer = turn.then(ask)
        turn = answer.catch(() => undefined)
        return answer
      }
      const query = (statement: Sql) =>
        inTurn(() => client.query({ text: statement.text, values: statement.values as unknown[] }))
      const tx: Tx = {
        scope,
        rows: async <Row>(statement: Sql) => (await query(statement)).rows as Row[],
        one: async <Row>(statement: Sql) => (await query(statement)).rows[0] as Row | undefined,
        run: async (statement) => (await query(statement)).rowCount ?? 0,
        jobSql: (text, values) =>
          inTurn(async () => {
            await client.query(`set local role ${dbRoles.jobs}`)
            const answer = resultOf(await client.query(text, values))
            await client.query(`set local role ${dbRoles.bound}`)
            return answer
          }),
        beforeCommit: (last) => before.push(last),
        afterCommit: (callback) => after.push(callback),
      }
      try {
        await client.query(begin)
        const value = await work(tx)
        await turn
        for (const last of before) await last()
        await client.query('commit')
        client.off('error', onError)
        client.release()
        for (const callback of after) callback()
        return value
      } catch (error) {
        await turn
        await client.query('rollback').catch((failure: Error) => {
          broken ??= failure
        })
        client.off('error', onError)
        client.release(broken)
        if (attempt < 6 && askAgain.has((error as { code?: string }).code ?? '')) {
          await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt))
          continue
        }
        throw error
      }
    }
  }

  /** PostgreSQL tells at once, as long as the line holds; the embedded database cannot, there the poll does. */
  async function listen(): Promise<void> {
    if (engine === 'embedded' || closed) return
    const client = await pool.connect()
    if (closed) return client.release(true)
    ear = client
    client.on('notification', wake)
    client.once('error', () => {
      // Given back once: `close` may have been faster.
      if (ear !== client) return
      ear = undefined
      client.release(true)
      void listenLater()
    })
    await client.query('listen varde_news')
  }
  const listenLater = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(() => resolve(listen().catch(listenLater)), 1_000).unref()
    })

  return {
    engine,
    bulkRows: engine === 'embedded' ? 500 : 2_500,
    in: (scope, work) => transaction(opening(scope, false), scope, work),
    read: (scope, work) => transaction(opening(scope, true), scope, work),
    asOwner: (work) => transaction("begin;set local role none;set local timezone = 'UTC'", ownerScope, work),
    async jobSql(text, values) {
      const client = await connect()
      try {
        await client.query(`begin;set local role ${dbRoles.jobs}`)
        const answer = resultOf(values?.length ? await client.query(text, values) : await client.query(text))
        await client.query('commit')
        client.release()
        return answer
      } catch (error) {
        const failure = await client.query('rollback').then(
          () => undefined,
          (problem: Error) => problem,
        )
        client.release(failure)
        throw error
      }
    },
    onNews(listener) {
      listeners.add(listener)
      if (!isListening) void listen().catch(listenLater)
      isListening = true
      return () => listeners.delete(listener)
    },
    announceNews: wake,
    async ping() {
      const started = performance.now()
      const client = await connect()
      try {
        await client.query('select 1')
      } finally {
        client.release()
      }
      return performance.now() - started
    },
    async close() {
      closed = true
      const listener = ear
      ear = undefined
      listener?.release(true)
      await hooks.close?.()
      await pool.end()
    },
  }
}

/** The one answer of several statements that has rows. */
function resultOf(answer: pg.QueryResult | pg.QueryResult[]): { rows: unknown[]; rowCount: number } {
  const last = Array.isArray(answer) ? answer.findLast((part) => part.rows.length > 0) : answer
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 }
}

const ownerScope: Scope = { who: { kind: 'system', id: 'owner', name: 'owner' }, roles: [], team: true, organisations: [] }
