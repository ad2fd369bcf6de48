import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Count } from '#domain/endpoint.ts'
import { type AddressParams, changed } from './address.ts'
import { useCountWords } from './CountText.tsx'
import './views.css'

export interface View {
  key: string
  title: ReactNode
  /** What the address says for it. */
  sets: Readonly<Record<string, string | undefined>>
  current: boolean
  /** How many there are; left out while it is not known. */
  count?: number | Count | undefined
}

/** Ready-made looks at one list, each with its number; which one is shown stands in the address. */
export function Views({ label, views }: { label: string; views: readonly View[] }) {
  const words = useCountWords()
  return (
    <nav className="views" aria-label={label}>
      <ul>
        {views.map(({ key, title, sets, current, count }) => (
          <li key={key}>
            <Link
              to="."
              search={((before: AddressParams) => changed(before, sets)) as never}
              resetScroll={false}
              className="view-link"
              activeOptions={{ exact: true }}
              activeProps={{}}
              aria-current={current ? 'true' : undefined}
            >
              {title}
              {count !== undefined && <b>{words(count)}</b>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
