import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type NoticeFilter, type NoticeState, noticeStates, Topic } from '../contract.ts'

/** A filter as it is asked for. */
export type Asked = z.output<typeof NoticeFilter>

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readWanted(params: AddressParams): { filter: Asked; after: string | undefined } {
  const state = readMany(params.state).filter((each): each is NoticeState => noticeStates.some((known) => known === each))
  const severity = readMany(params.severity).filter((each): each is Severity => severities.some((known) => known === each))
  const topic = Topic.safeParse(params.topic)
  return {
    filter: {
      ...(params.q?.trim() && { q: params.q.trim() }),
      ...(state.length > 0 && { state }),
      ...(severity.length > 0 && { severity }),
      ...(topic.success && { topic: topic.data }),
      ...(isId(params.organisation, 'org') && { organisation: params.organisation }),
      ...(isId(params.finding, 'fnd') && { finding: params.finding }),
    },
    after: params.after,
  }
}

const isId = <Kind extends 'org' | 'fnd'>(text: string | undefined, kind: Kind): text is Id<Kind> =>
  new RegExp(`^${kind}_[0-9a-f]{32}$`).test(text ?? '')
