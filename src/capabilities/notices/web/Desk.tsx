import { Link, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { HoldBand } from './Hold.tsx'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'
import '#ui/kit/views.css'
import './notices.css'

/** The rooms of the desk where notices are kept, in the order in which the watch goes through them. */
const places = ['notices', 'waiting', 'silence', 'inbox', 'routing', 'windows'] as const
const pathOf = (place: (typeof places)[number]): string => (place === 'notices' ? '/notices' : `/notices/${place}`)

/** A page of the notices desk: the way to the others above it, and a band across all of them while sending is held. */
export function Desk(page: { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useText(noticesTexts)
  const { team } = useReader()
  const path = useRouterState({ select: (state) => state.location.pathname })
  if (!team) return <Page {...page} />
  return (
    <div className="desk">
      <HoldBand />
      <nav className="views" aria-label={t('desk.label')}>
        <ul>
          {places.map((place) => (
            <li key={place}>
              <Link
                to={pathOf(place)}
                className="view-link"
                activeOptions={{ exact: true, includeSearch: false }}
                activeProps={{}}
                aria-current={path === pathOf(place) ? 'page' : undefined}
              >
                {t(`desk.${place}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Page {...page} />
    </div>
  )
}
