import { idOf } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type TaskFilter, type TaskKind, type TaskState, taskKinds } from '../contract.ts'

/** Ready-made looks at the queue; the first is what the page shows by itself. */
export const views = ['now', 'free', 'mine', 'snoozed', 'done'] as const
export type ViewName = (typeof views)[number]

/** What each look asks for. */
export const asks: Record<ViewName, { state: TaskState[]; mine?: 'true' }> = {
  now: { state: ['open', 'taken'] },
  free: { state: ['open'] },
  mine: { state: ['taken', 'snoozed'], mine: 'true' },
  snoozed: { state: ['snoozed'] },
  done: { state: ['done'] },
}

/** A filter as it is asked for. */
export type Asked = Omit<TaskFilter, 'mine'> & { mine?: 'true' }

export interface Wanted {
  view: ViewName
  /** Without what the look asks for. */
  filter: Omit<Asked, 'state' | 'mine'>
  after: string | undefined
}

/** What the address asks for. What it says wrongly is left out: an old link still shows a queue. */
export function readWanted(params: AddressParams): Wanted {
  const what = readMany(params.what).filter((each): each is TaskKind => taskKinds.some((known) => known === each))
  const severity = readMany(params.severity).filter((each): each is Severity => severities.some((known) => known === each))
  const organisation = idOf('org').safeParse(params.organisation).data
  return {
    view: views.find((known) => known === params.view) ?? 'now',
    filter: { ...(what.length > 0 && { what }), ...(severity.length > 0 && { severity }), ...(organisation && { organisation }) },
    after: params.after,
  }
}
