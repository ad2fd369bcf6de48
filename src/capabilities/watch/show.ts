import { waitingClosings } from '#capabilities/feeds/index.ts'
import { addressees, organisationNames, surenessOf } from '#capabilities/members/index.ts'
import { scriptOf } from '#capabilities/notices/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { findingFacts, unansweredIn } from './actions.ts'
import type { Call, Task, TaskAbout, TaskFilter } from './contract.ts'
import { isOverdue, linkOf } from './rules.ts'
import * as store from './store.ts'
import { findFirst } from './store-search.ts'
import { endInWords, findingInWords, stepInWords, taskInWords } from './words.ts'

/** Adds names and words to tasks of the store. */
export async function shown(tx: Tx, rows: readonly store.TaskRow[], locale: Locale, now: Utc): Promise<Task[]> {
  const ids = [...new Set(rows.flatMap(({ organisation }) => organisation ?? []))]
  const names = await organisationNames(tx, ids)
  const closings = await waitingClosings(
    tx,
    rows.flatMap(({ object }) => idOf('clo').safeParse(object).data ?? []),
  )
  return rows.map((row) => {
    const { organisation, count, what } = row
    const closing = closings.get(row.object)
    // A closing that waits grows and shrinks; what was handed over stays as it was then.
    const facts = closing && closing.changedAt <= now ? { ...row.facts, ...closing } : row.facts
    const name = organisation && (names.get(organisation) ?? organisation)
    const object = count === 1 && facts.object ? String(facts.object) : row.object
    return {
      id: row.id,
      what,
      ...taskInWords({ what, name, count, facts }, locale),
      object,
      link: linkOf(what, { object, count, organisation, facts }),
      organisation: organisation && { id: organisation, name: name! },
      severity: store.severityWord(row.severity),
      state: row.state,
      count,
      dueAt: row.dueAt,
      overdue: isOverdue(row, now),
      createdAt: row.createdAt,
      takenBy: row.takenBy ? { id: row.takenBy, name: row.takenName ?? row.takenBy } : null,
      snoozedUntil: row.snoozedUntil,
      snoozeReason: row.snoozeReason,
      doneAt: row.doneAt,
      doneBy: row.doneName,
      outcome: row.endedBy ? endInWords(row.endedBy, locale) : row.outcome,
    }
  })
}

/** A page of the queue with names and words. */
export async function queue(
  db: Db,
  scope: Scope,
  input: TaskFilter & { after?: string | undefined; limit: number },
  locale: Locale,
  now: Utc,
) {
  return db.read(scope, async (tx) => {
    const page = await store.listTasks(tx, scope, input, input)
    return { ...page, rows: await shown(tx, page.rows, locale, now) }
  })
}

/** Open tasks for the search of everything, oldest clock first, and how many there are. */
export async function searchTasks(
  tx: Tx,
  scope: Scope,
  text: string,
  organisations: readonly Id<'org'>[],
  limit: number,
  locale: Locale,
  now: Utc,
): Promise<{ rows: Task[]; found: number }> {
  const { rows, found } = await findFirst(tx, scope, text, organisations, limit)
  return { rows: await shown(tx, rows, locale, now), found }
}

/** How much there is; when there is nothing, since when. */
export async function count(tx: Tx, scope: Scope, filter: TaskFilter, now: Utc) {
  const counted = await store.countTasks(tx, scope, filter, now)
  return { ...counted, quietSince: counted.count.value === 0 ? await store.lastEnd(tx, scope) : null }
}

const mostAbout = 50

/** Steps that nobody made. */
const ofItself = ({ what, text }: { what: string; text: string }): boolean =>
  ['raised', 'woken', 'over'].includes(what) || (what === 'reopened' && text !== '')
const house = 'Varde'

/** One task with what it is about, its steps, and for a call whom to ring and what to say. */
export async function one(tx: Tx, scope: Scope, id: Id<'tsk'>, locale: Locale, now: Utc) {
  const row = await store.getTask(tx, scope, id)
  if (!row) return undefined
  const [task] = await shown(tx, [row], locale, now)
  const about = await store.aboutOf(tx, scope, id, mostAbout)
  const notes = await store.notesOf(tx, scope, id)
  return {
    task: task!,
    notes: notes.map((note) => ({ ...note, ...stepInWords(note, locale), who: ofItself(note) ? house : note.who })),
    about: await aboutInWords(tx, row, about, locale),
    call: row.what === 'call' ? await callOf(tx, scope, row, about[0], locale, now) : null,
  }
}

const text = (value: string | number | null | undefined): string | null => (value ? String(value) : null)

/** Whom to ring about what came last, and what to say. */
async function callOf(
  tx: Tx,
  scope: Scope,
  task: store.TaskRow,
  about: store.AboutRow | undefined,
  locale: Locale,
  now: Utc,
): Promise<Call | null> {
  if (!about) return null
  const contact = text(about.facts.contact) ?? ''
  const notice = idOf('ntc').safeParse(about.object).data
  const recipient = task.organisation && (await addressees(tx, [task.organisation])).get(task.organisation)
  const known = recipient?.contacts.find(({ name }) => name === contact)
  return {
    contact,
    sureness: known ? surenessOf(known, now, locale) : null,
    number: text(about.facts.address),
    script: notice ? await scriptOf(tx, notice, contact, locale, now) : null,
    unanswered: (await unansweredIn(tx, scope, [task.id])).length,
  }
}

/** The things that a task is about, as they are called now; a thing alone is said by the task itself. */
async function aboutInWords(
  tx: Tx,
  { what, organisation }: store.TaskRow,
  about: readonly store.AboutRow[],
  locale: Locale,
): Promise<TaskAbout[]> {
  const present = await findingFacts(
    tx,
    about.map(({ object }) => object),
  )
  return about.flatMap(({ object, at, overAt, times, facts }) => {
    const words = findingInWords(present.get(object) ?? facts, locale) ?? text(facts.subject) ?? text(facts.title)
    if (!words) return []
    const link = linkOf(what, { object, count: 1, organisation, facts })
    const said = what === 'dispute' ? text(facts.reason) : null
    return [{ object, words, link, at, times, over: overAt !== null, said }]
  })
}
