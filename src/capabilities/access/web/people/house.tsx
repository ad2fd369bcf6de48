import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { peopleTexts } from './texts.ts'

/** An organisation whose people and access a page is about. */
export interface House {
  id: Id<'org'>
  name: string
}

/**
 * The organisation that the page is about: the one in the address, else the one that was chosen, else the first of one's own. Where one
 * only stands in, these pages do not open. The team comes with one in the address.
 */
export function useHouse(): { house: House | undefined; houses: readonly House[] } | undefined {
  const [{ organisation }] = useAddress()
  const { data } = useCall(accessApi.me, {})
  const isTeam = data?.me?.team ?? false
  const asked = organisation as Id<'org'> | undefined
  const { data: register, error } = useCall(membersApi.get, { id: asked ?? 'org_' }, { enabled: isTeam && asked !== undefined })
  if (!data?.me) return undefined
  if (isTeam) {
    if (asked && !register && !error) return undefined
    return { house: register && { id: asked!, name: register.organisation.name }, houses: [] }
  }
  const { organisations, actsFor } = data.me
  const houses = organisations.filter(({ id, through }) => !through && (actsFor === null || actsFor === id))
  return { house: houses.find(({ id }) => id === asked) ?? houses[0], houses }
}

/** Which organisation the page is about, for whoever has several. */
export function HouseChoice({ house, houses }: { house: House; houses: readonly House[] }) {
  const t = useText(peopleTexts)
  const [, change] = useAddress()
  if (houses.length < 2) return null
  return (
    <p className="house-choice">
      <label className="ds-label" htmlFor="house">
        {t('access.organisation')}
      </label>
      <select id="house" className="ds-input" value={house.id} onChange={({ target }) => change({ organisation: target.value })}>
        {houses.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </p>
  )
}
