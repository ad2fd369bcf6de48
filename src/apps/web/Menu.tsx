import { ChevronDownIcon, ChevronUpIcon } from '@navikt/aksel-icons'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import { useCall } from '#ui/api.ts'
import { type MenuPart, menuOf } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { MenuEntry } from './MenuEntry.tsx'
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
      {simple !== undefined &&
        menu.map(({ group, entries }) => (
          <section key={group}>
            <h2>{t(`menu.${group}`)}</h2>
            {simple ? <Short entries={entries} current={current} /> : <Lines entries={entries} current={current} />}
          </section>
        ))}
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
function Short({ entries, current }: { entries: Entries; current: string | undefined }) {
  const t = useText(shellTexts)
  const [open, setOpen] = useState(() => localStorage.getItem(remembered) === 'open')
  const rest = entries.filter(({ simple }) => !simple)
  const turn = () => {
    localStorage.setItem(remembered, open ? 'closed' : 'open')
    setOpen(!open)
  }
  return (
    <>
      <Lines entries={entries.filter(({ simple }) => simple)} current={current} />
      <button type="button" className="shell-link shell-more" aria-expanded={open} aria-controls="menu-more" onClick={turn}>
        {t('menu.more')}
        {open ? <ChevronUpIcon aria-hidden="true" /> : <ChevronDownIcon aria-hidden="true" />}
      </button>
      <Lines id="menu-more" entries={rest.filter(({ path }) => open || path === current)} current={current} />
    </>
  )
}
