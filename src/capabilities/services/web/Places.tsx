import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useCall } from '#ui/api.ts'
import { placeOf } from '#ui/kit/address.ts'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { LazyMapOf } from '#ui/map/LazyMap.tsx'
import type { DrawnPlace } from '#ui/map/place.ts'
import type { Says } from '#ui/map/says.ts'
import { numberForm } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type EnrolledFilter, type ServicePlace, type Subject, servicesApi } from '../contract.ts'
import { servicesTexts } from './texts.ts'

type Place = DrawnPlace & ServicePlace

const quarters = [0.25, 0.5, 0.75, 1]

/** Where a service is on: the share of the members of each municipality, hatched where nobody is one. */
export function Places({ subject, filter: { state: _, why: __, ...filter } }: { subject: Subject; filter: EnrolledFilter }) {
  const t = useText(servicesTexts)
  const says = useSays()
  const navigate = useNavigate()
  const { data, error, refetch } = useCall(servicesApi.map, { id: subject, ...filter })
  const places = useMemo(() => data && placed(data.rows), [data])
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  const linkTo = (place: string) => `/map/${place}`
  return (
    <div className="services-map">
      {places && (
        <LazyMapOf
          places={places}
          says={says}
          linkTo={linkTo}
          onOpen={(place) => void navigate(placeOf(linkTo(place)))}
          compact
        />
      )}
      {data && data.elsewhere.members > 0 && (
        <p>{t('map.elsewhere', { on: data.elsewhere.on, members: data.elsewhere.members })}</p>
      )}
    </div>
  )
}

/** Where nobody is a member there is nothing to have. */
const placed = (rows: readonly ServicePlace[]): Place[] =>
  rows.map((row) => ({
    ...row,
    lit: 0,
    rate: row.members > 0 ? row.on / row.members : null,
    blind: row.members > 0 ? null : 'none',
  }))

function useSays(): Says<Place> {
  const t = useText(servicesTexts)
  const locale = useLocale()
  return useMemo(
    () => ({
      facts: ({ members, on, waiting }) =>
        members === 0
          ? [t('map.blind')]
          : [t('map.on', { count: members, on }), ...(waiting > 0 ? [t('map.waiting', { count: waiting })] : [])],
      legend: t('map.legend'),
      blind: t('map.blind'),
      rateText: (rate) => numberForm(locale, { style: 'percent' }).format(rate),
      endsOf: () => quarters,
    }),
    [t, locale],
  )
}
