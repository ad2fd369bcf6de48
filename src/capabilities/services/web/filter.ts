import { type Constituency, constituencies, type OrganisationKind, organisationKinds } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import { idOf } from '#domain/id.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type EnrolledFilter, enrolmentStates, stayReasons } from '../contract.ts'

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readFilter(params: AddressParams): EnrolledFilter {
  const state = enrolmentStates.filter((each) => readMany(params.state).includes(each))
  const why = stayReasons.filter((each) => readMany(params.why).includes(each))
  const kind = organisationKinds.filter((each): each is OrganisationKind => readMany(params.kind).includes(each))
  const constituency = constituencies.find((each): each is Constituency => each === params.constituency)
  const organisation = idOf('org').safeParse(params.organisation)
  return {
    ...(state.length > 0 && { state }),
    ...(why.length > 0 && { why }),
    ...(kind.length > 0 && { kind }),
    ...(constituency && { constituency }),
    ...(params.county && params.county in counties && { county: params.county }),
    ...(organisation.success && { organisation: organisation.data }),
    ...(params.q && { q: params.q }),
  }
}

/** A network when it is written as one, otherwise a domain; one of each line that is not empty. */
export const readTargets = (text: string): { form: 'network' | 'domain'; value: string }[] =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((value) => ({ form: /^[\d.]+(\/\d+)?$|:|\//.test(value) ? 'network' : 'domain', value }))

/** Lines of a text that are not empty. */
export const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
