import { ChevronDownIcon, ChevronUpIcon } from '@navikt/aksel-icons'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import { useCall } from '#ui/api.ts'
import { type MenuPart, menuOf } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { MenuEntry } from './MenuEntry.tsx'
import { useIsNarrow } from './narrow.ts'
import { pages } from './pages.ts'
import { shellTexts } from './texts.ts'

type Entries = MenuPart['entries']

/** The way to every page that the reader may open; in the simple mode the few that are needed, and the rest behind one button. */
export function Menu({ me }: { me: Me }) {
  const t = useText(shellTexts)
  const simple = useIsSimple(me)
  const menu = menuOf(pages, me)
  const current = useCurrent(menu)
  return (
    <nav id="menu" className="shell-menu" aria-label={t('menu.label')}>
      {simple === true && <Short menu={menu} current={current} />}
      {simple === false && menu.map((part) => <Group key={part.group} part={part} current={current} />)}
    </nav>
  )
}

/** Where one is: a page may lie below another one that is in the menu too, and the nearest is meant. */
function useCurrent(menu: readonly MenuPart[]): string | undefined {
  const here = useRouterState({ select: (state) => state.location.pathname })
  return menu
    .flatMap(({ entries }) => entries.map(({ path }) => path))
    .filter((path) => here === path || here.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0]
}

/** Whether the reader has the simple mode; nothing until it is known, so that no menu shrinks before somebody's eyes. */
function useIsSimple({ team, organisations }: Me): boolean | undefined {
  const [only] = !team && organisations.length === 1 ? organisations : []
  const { data, error } = useCall(membersApi.face, { id: only?.id ?? 'org_' }, { enabled: only !== undefined })
  return only && !error ? data?.simple : false
}

/** A group with more pages than this folds on a narrow screen. */
const mostUnfolded = 6

function Group({ part: { group, entries }, current }: { part: MenuPart; current: string | undefined }) {
  const t = useText(shellTexts)
  const locale = useLocale()
  const id = useId()
  const folds = useIsNarrow() && entries.length > mostUnfolded
  const isHere = entries.some(({ path }) => path === current)
  const [chosen, choose] = useState<boolean>()
  const open = !folds || (chosen ?? isHere)
  const says = t(`menu.${group}`)
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a form, and too small for a landmark of its own
    <div role="group" aria-labelledby={id}>
      {/* What the first page is called is not said twice to the eye. */}
      <h2 id={id} className={entries[0]?.title[locale] === says && !folds ? 'ds-sr-only' : undefined}>
        {folds ? (
          <Fold open={open} controls={`${id}-list`} onTurn={() => choose(!open)}>
            {says}
          </Fold>
        ) : (
          says
        )}
      </h2>
      <Lines id={`${id}-list`} entries={open ? entries : []} current={current} />
    </div>
  )
}

function Fold(way: { open: boolean; controls: string; onTurn: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="shell-link shell-more"
      aria-expanded={way.open}
      aria-controls={way.controls}
      onClick={way.onTurn}
    >
      {way.children}
      {way.open ? <ChevronUpIcon aria-hidden="true" /> : <ChevronDownIcon aria-hidden="true" />}
    </button>
  )
}

function Lines({ entries, current, id }: { entries: Entries; current: string | undefined; id?: string }) {
  return (
    <ul id={id}>
      {entries.map((entry) => (
        <MenuEntry key={entry.path} entry={entry} current={entry.path === current} />
      ))}
    </ul>
  )
}

const remembered = 'varde.menu.more'

/** The rest opens and closes, as it was left in this browser; the page one is on always stands in the menu. */
function Short({ menu, current }: { menu: readonly MenuPart[]; current: string | undefined }) {
  const t = useText(shellTexts)
  const [open, setOpen] = useState(() => localStorage.getItem(remembered) === 'open')
  const rest = menu
    .map((part) => ({ ...part, entries: part.entries.filter(({ simple, path }) => !simple && (open || path === current)) }))
    .filter(({ entries }) => entries.length > 0)
  const turn = () => {
    localStorage.setItem(remembered, open ? 'closed' : 'open')
    setOpen(!open)
  }
  return (
    <>
      <div>
        <Lines entries={menu.flatMap(({ entries }) => entries.filter(({ simple }) => simple))} current={current} />
        <Fold open={open} controls="menu-more" onTurn={turn}>
          {t('menu.more')}
        </Fold>
      </div>
      <div id="menu-more">
        {rest.map((part) => (
          <Group key={part.group} part={part} current={current} />
        ))}
      </div>
    </>
  )
}
