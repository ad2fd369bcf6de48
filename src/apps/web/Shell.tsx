import { LeaveIcon, MenuHamburgerIcon } from '@navikt/aksel-icons'
import { useIsFetching } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { Me } from '#capabilities/access/contract.ts'
import { DemoBand, useIsDemo } from '#capabilities/demo/web/DemoBand.tsx'
import { Guide } from '#capabilities/desk/web/Guide.tsx'
import type { Pages } from '#capabilities/desk/web/places.ts'
import { Search } from '#capabilities/desk/web/Search.tsx'
import { noticesApi } from '#capabilities/notices/contract.ts'
import { AgreementBand } from '#capabilities/services/web/AgreementBand.tsx'
import { useCall } from '#ui/api.ts'
import { FrontEntries } from '#ui/front.tsx'
import { Button, Spinner } from '#ui/kit/Button.tsx'
import { DeskWays, OurDesk } from '#ui/kit/Desk.tsx'
import { Help, SkipLink } from '#ui/kit/Help.tsx'
import { ListTools } from '#ui/kit/list-tools.ts'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Toasts } from '#ui/kit/Toast.tsx'
import { mayOpen, menuOf } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { Beacon } from './Beacon.tsx'
import { Menu } from './Menu.tsx'
import { becomes, useMe, useSignOut } from './me.ts'
import { pages } from './pages.ts'
import { shellTexts } from './texts.ts'
import { View } from './View.tsx'

/** Most who come are signed in already. */
const SignInPage = lazy(() => import('#capabilities/access/web/SignInPage.tsx').then((room) => ({ default: room.SignInPage })))

/** Few act for several. */
const ActFor = lazy(() => import('#capabilities/access/web/ActFor.tsx').then((room) => ({ default: room.ActFor })))

/** It shows itself when something is under way: the page comes first. */
const WorkTray = lazy(() => import('#capabilities/work/web/WorkTray.tsx').then((room) => ({ default: room.WorkTray })))

const SavedViews = lazy(() => import('#capabilities/desk/web/SavedViews.tsx').then((room) => ({ default: room.SavedViews })))
const Tools = () => (
  <Suspense>
    <SavedViews />
  </Suspense>
)

/** The frame around every page. Whoever is not signed in meets the sign-in page at whatever address they came to. */
export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return pages.some((page) => page.open && isAt(page.path, path)) ? <Open /> : <SignedIn />
}

/** Around a page that nobody signs in to: nobody is asked for, and nothing is kept in this browser. */
function Open() {
  useEffect(() => {
    document.body.dataset.size = 'md'
  }, [])
  if (useIsDemo() === undefined) return null
  return (
    <div className="shell" data-face="portal">
      <SkipLink />
      <DemoBand for="others" />
      <header className="shell-head">
        <span className="shell-mark">
          <Beacon />
          <span>Varde</span>
        </span>
      </header>
      <main id="content" className="shell-main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}

function SignedIn() {
  const { data, error, refetch } = useMe()
  // The band stands in the first frame that is seen: it pushes nothing.
  if (useIsDemo() === undefined) return null
  if (!data && error) {
    return (
      <Frame me={null}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Frame>
    )
  }
  if (!data) return null
  if (!data.me) {
    return (
      <Frame me={null}>
        <Suspense fallback={<Loading />}>
          <SignInPage onSignedIn={becomes} />
        </Suspense>
      </Frame>
    )
  }
  return (
    <Frame me={data.me}>
      <ListTools value={Tools}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </ListTools>
    </Frame>
  )
}

function Frame({ me, children }: { me: Me | null; children: ReactNode }) {
  const t = useText(shellTexts)
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [menuOpen, setMenuOpen] = useState(false)
  const shown = useRef(path)
  const desk = useDesk(me)

  useEffect(() => {
    // The team works compactly; members read comfortably.
    document.body.dataset.size = me?.team ? 'sm' : 'md'
  }, [me])
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    // A new page closes the menu and takes the focus: the keyboard stands where the eyes are.
    setMenuOpen(false)
    main.current?.focus()
  }, [path])

  const fronts = useMemo(() => pages.filter((page) => page.front && me && mayOpen(page, me.roles)), [me])
  return (
    <div className="shell" data-face={me?.team ? 'console' : 'portal'} data-open={menuOpen || undefined}>
      <SkipLink />
      <DemoBand for={!me ? 'sign-in' : me.team ? 'team' : 'others'} />
      <header className="shell-head">
        {me && (
          <div className="shell-toggle">
            <Button
              look="tertiary"
              icon={<MenuHamburgerIcon aria-hidden="true" />}
              aria-expanded={menuOpen}
              aria-controls="menu"
              onClick={() => setMenuOpen(!menuOpen)}
            >
              {t('menu.open')}
            </Button>
          </div>
        )}
        <Link to="/" className="shell-mark" aria-label={t('home.label')}>
          <Beacon />
          <span>Varde</span>
        </Link>
        {me && <Finder me={me} />}
        {me && me.roles.length > 0 && (
          <Suspense>
            <WorkTray team={me.team} />
          </Suspense>
        )}
        <Account me={me} />
      </header>
      {me && <Menu me={me} />}
      <main ref={main} id="content" className="shell-main" tabIndex={-1}>
        {me && <Guide roles={me.roles} front={menuOf(pages, me)[0]?.entries[0]?.path} />}
        <OurDesk value={desk}>
          <FrontEntries value={fronts}>
            {me && !me.team && me.organisations.length > 0 ? <AgreementBand>{children}</AgreementBand> : children}
          </FrontEntries>
        </OurDesk>
      </main>
      {desk && (
        <OurDesk value={desk}>
          <Foot />
        </OurDesk>
      )}
      <Toasts />
    </div>
  )
}

const [quietMs, longestMs] = [300, 2_000]

/** Who helps. It comes when the first page has its length, so that it does not jump, or when that takes too long; then it stays. */
function Foot() {
  const awaited = useIsFetching({ predicate: ({ state }) => state.status === 'pending' })
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), awaited === 0 ? quietMs : longestMs)
    return () => clearTimeout(timer)
  }, [awaited])
  return shown ? (
    <footer className="shell-foot">
      <DeskWays />
    </footer>
  ) : null
}

/** Whom a member calls or writes to. Whoever acts for several is helped by the desk of the first. */
function useDesk(me: Me | null) {
  const own = me?.organisations.find(({ id }) => id === me.actsFor) ?? me?.organisations[0]
  return useCall(noticesApi.desk, { id: own?.id ?? 'org_' }, { enabled: own !== undefined && !me?.team, quiet: true }).data
}

/** The search over everything; it knows the pages that this person may open. */
function Finder({ me }: { me: Me }) {
  const t = useText(shellTexts)
  const locale = useLocale()
  const found: Pages = {
    menu: menuOf(pages, me).flatMap(({ group, entries }) =>
      entries.map(({ path, title, words }) => ({
        link: path,
        title: title[locale],
        group: t(`menu.${group}`),
        words: words?.[locale] ?? '',
      })),
    ),
    has: (path) => pages.some((page) => isAt(page.path, path) && mayOpen(page, me.roles)),
  }
  return <Search pages={found} />
}

/** Whether an address is one of a page: `/findings/$id` has `/findings/fnd_…`. */
function isAt(page: string, path: string): boolean {
  const [wanted, given] = [page.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith('$') || part === given[at])
}

function Account({ me }: { me: Me | null }) {
  const t = useText(shellTexts)
  const signOut = useSignOut()
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a form, only what belongs to the reader
    <div className="shell-account" role="group" aria-label={t('account.label')}>
      {me && (
        <span className="shell-who">
          <b>{me.displayName}</b>
          {me.organisations.length === 1 && <span>{me.organisations[0]!.name}</span>}
          {me.organisations.length > 1 && me.team && <span>{me.organisations.map(({ name }) => name).join(' · ')}</span>}
          {me.organisations.length > 1 && !me.team && (
            <Suspense fallback={<span>{t('loading')}</span>}>
              <ActFor me={me} onChosen={becomes} />
            </Suspense>
          )}
        </span>
      )}
      <View me={me} />
      {me?.team && <Help />}
      {me && (
        <Button
          look="tertiary"
          icon={<LeaveIcon aria-hidden="true" />}
          busy={signOut.isPending}
          onClick={() => signOut.mutate({})}
        >
          {t('account.signOut')}
        </Button>
      )}
    </div>
  )
}

function Loading() {
  const t = useText(shellTexts)
  return (
    <p className="loading" role="status">
      <Spinner /> {t('loading')}
    </p>
  )
}
