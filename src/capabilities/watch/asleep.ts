import { followed } from '#capabilities/findings/index.ts'
import { stillAsked } from '#capabilities/notices/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { isUnanswered } from './actions.ts'
import { pressing } from './rules.ts'
import { shown } from './show.ts'
import { type Asleep, asleepTasks } from './store.ts'

const [mostAsleep, mostAsked, mostShown] = [200, 10_000, 5]

/** What sleeps though it presses: how much there is, and the worst of it with who let it sleep. */
export async function asleep(tx: Tx, scope: Scope, locale: Locale, now: Utc) {
  const sleeping = await asleepTasks(tx, scope, mostAsleep)
  const due = await firstDue(
    tx,
    sleeping.filter(({ severity }) => severity < rank('critical')),
  )
  const found = sleeping.flatMap((task) => {
    const why = pressing(task.severity, due(task), now)
    return why ? [{ task, why }] : []
  })
  const few = found.slice(0, mostShown)
  const tasks = await shown(
    tx,
    few.map(({ task }) => task),
    locale,
    now,
  )
  const critical = found.filter(({ why }) => why === 'critical').length
  return {
    critical,
    overdue: found.length - critical,
    rows: few.map(({ task, why }, place) => ({ ...tasks[place]!, snoozedBy: task.snoozedBy, pressing: why })),
  }
}

/** By when the first finding must be mended that a task is about, itself or by its notices, and that nobody has answered. */
async function firstDue(tx: Tx, tasks: readonly Asleep[]): Promise<(task: Asleep) => Utc | undefined> {
  const objects = tasks.flatMap(({ about }) => about)
  const asked = await stillAsked(tx, objects.flatMap(known('ntc')), mostAsked)
  const findingsOf = Map.groupBy(asked, ({ notice }) => notice as string)
  const findings = await followed(tx, [...new Set([...objects.flatMap(known('fnd')), ...asked.map(({ finding }) => finding)])])
  const due = new Map<string, Utc>(findings.filter(isUnanswered).map(({ id, dueAt }) => [id, dueAt]))
  return ({ about }) =>
    about
      .flatMap((object) => findingsOf.get(object)?.map(({ finding }) => due.get(finding)) ?? due.get(object))
      .filter((at) => at !== undefined)
      .sort()[0]
}

const known =
  <Kind extends 'ntc' | 'fnd'>(kind: Kind) =>
  (object: string): Id<Kind>[] => {
    const id = idOf(kind).safeParse(object).data as Id<Kind> | undefined
    return id ? [id] : []
  }
