import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Endpoint, Role } from '#domain/endpoint.ts'
import type { Texts } from '#domain/locale.ts'

/** The groups of the team's menu: what people do. */
export const menuGroups = ['watch', 'warn', 'see', 'know', 'improve', 'picture', 'run'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** The groups of the members' menu, in the order in which they ask: how is it, what must we do, what do you know of us, what is this? */
export const portalGroups = ['now', 'todo', 'ours', 'learn'] as const
export type PortalGroup = (typeof portalGroups)[number]

/**
 * A page as the shell knows it. A capability lists its pages in `web/pages.ts`; the content is loaded when somebody
 * goes there: `component: lazyRouteComponent(() => import('./FindingsPage.tsx'), 'FindingsPage')`.
 */
export interface PageEntry {
  /** `/findings/$id`; what stands after `$` is read by `usePlace`. */
  path: string
  title: Texts
  /** Who may open it; the server decides again. */
  roles: readonly Role[]
  /** Opens without signing in, and stands alone, without menu. */
  open?: true
  /** Where it stands in the team's menu; where in the members', and what it is called there. Without either it is reached by links. */
  team?: MenuGroup
  portal?: { group: PortalGroup; title: Texts }
  /** Stays in the short menu of the simple mode. */
  simple?: true
  /** Other words by which somebody may search for it. */
  words?: Texts
  /** What is asked of the server about the entry in the team's menu, and in the members'. */
  teamAsks?: MenuAsks
  portalAsks?: MenuAsks
  component: ComponentType & { preload?: () => Promise<void> | undefined }
  /** What it says on the front page of a member when something waits there. */
  front?: ComponentType
}

/** A question whose answer shows or counts an entry of the menu. */
export interface MenuAsks {
  endpoint: Endpoint
  input: object
  /** Whether the entry is shown; without it, always. */
  isShown?: (answer: never) => boolean
  /** How many wait there, and in words what they are. */
  count?: { of: (answer: never) => number; words: Texts }
}

/** Whether somebody with these roles may open a page. */
export const mayOpen = (page: Pick<PageEntry, 'roles'>, roles: readonly Role[]): boolean =>
  page.roles.some((role) => roles.includes(role))

export interface MenuPart {
  group: MenuGroup | PortalGroup
  entries: readonly { path: string; title: Texts; simple?: true; words?: Texts; asks?: MenuAsks }[]
}

/** The menu of a person: only what the roles may use; groups without a page vanish. */
export function menuOf(pages: readonly PageEntry[], { team, roles }: { team: boolean; roles: readonly Role[] }): MenuPart[] {
  const open = pages.filter((page) => mayOpen(page, roles))
  return (team ? menuGroups : portalGroups)
    .map((group) => ({
      group,
      entries: open.flatMap(({ path, title, team, portal, simple, words, teamAsks, portalAsks }) => {
        const said = portal?.group === group ? portal.title : team === group ? title : undefined
        const asks = portal?.group === group ? portalAsks : teamAsks
        return said ? [{ path, title: said, ...(simple && { simple }), ...(words && { words }), ...(asks && { asks }) }] : []
      }),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** What the address says in place of `$name`. */
export const usePlace = (name: string): string => (useParams({ strict: false }) as Record<string, string>)[name] ?? ''
