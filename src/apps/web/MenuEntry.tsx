import { Link } from '@tanstack/react-router'
import { useCall } from '#ui/api.ts'
import { useCountWords } from '#ui/kit/CountText.tsx'
import type { MenuAsks, MenuPart } from '#ui/pages.ts'
import { useLocale } from '#ui/text/text.ts'

type Entry = MenuPart['entries'][number]

/** One line of the menu; what it has to ask of the server, it asks by itself. */
export function MenuEntry({ entry, current }: { entry: Entry; current: boolean }) {
  return entry.asks ? <Asking entry={entry} asks={entry.asks} current={current} /> : <Line entry={entry} current={current} />
}

const everySeconds = 60

function Asking({ entry, asks, current }: { entry: Entry; asks: MenuAsks; current: boolean }) {
  const { data } = useCall(asks.endpoint, asks.input as never, asks.count ? { everySeconds, quiet: true } : {})
  const answer = data as never
  if (asks.isShown && !(data && asks.isShown(answer))) return null
  const count = data ? asks.count?.of(answer) : undefined
  return <Line entry={entry} current={current} {...(count !== undefined && { count })} />
}

/** The number changes quietly: it is read with its line, and never announced. */
function Line({ entry: { path, title, asks }, current, count = 0 }: { entry: Entry; current: boolean; count?: number }) {
  const locale = useLocale()
  const inWords = useCountWords()
  return (
    <li>
      <Link
        to={path}
        className="shell-link"
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={{}}
        aria-current={current ? 'page' : undefined}
      >
        {title[locale]}
        {count > 0 && asks?.count && (
          <>
            {' '}
            <span className="shell-count">
              {inWords(count)}
              <span className="ds-sr-only"> {asks.count.words[locale]}</span>
            </span>
          </>
        )}
      </Link>
    </li>
  )
}
