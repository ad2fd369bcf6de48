import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { readParams, writeParams } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { mayOpen, menuOf, type PageEntry } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { useMe } from './me.ts'
import { pages } from './pages.ts'
import { Shell } from './Shell.tsx'
import { shellTexts } from './texts.ts'

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Broken })

const routes = pages.map((page) =>
  createRoute({
    getParentRoute: () => root,
    path: page.path,
    component: () => (page.open ? <page.component /> : <Guarded page={page} />),
    // The content of a page is fetched when somebody points at its link.
    loader: () => page.component.preload?.(),
  }),
)

/** Addresses of the pages; what stands after `?` is plain text that pages read with `useAddress`. */
export const router = createRouter({
  routeTree: root.addChildren([...routes, createRoute({ getParentRoute: () => root, path: '/', component: Home })]),
  parseSearch: readParams,
  stringifySearch: writeParams,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: Broken,
})

/** Whoever may not open a page is told the same as when there is none. */
function Guarded({ page }: { page: PageEntry }) {
  const { data } = useMe()
  const Content = page.component
  return mayOpen(page, data?.me?.roles ?? []) ? <Content /> : <Missing />
}

/** The front page is the first page of one's own menu. */
function Home() {
  const t = useText(shellTexts)
  const { data } = useMe()
  const first = data?.me && menuOf(pages, data.me)[0]?.entries[0]
  if (first) return <Navigate to={first.path} replace />
  return (
    <Page title={t('home.title')}>
      <Empty title={t('home.nothing')}>
        <p>{t('home.nothing.next')}</p>
      </Empty>
    </Page>
  )
}

function Missing() {
  const t = useText(shellTexts)
  return (
    <Page title={t('page.missing')}>
      <p>{t('page.missing.next')}</p>
      <div className="actions">
        <ButtonLink to="/">{t('page.missing.home')}</ButtonLink>
      </div>
    </Page>
  )
}

function Broken() {
  const t = useText(shellTexts)
  return (
    <Page title={t('page.broken')}>
      <p>{t('page.broken.next')}</p>
      <div className="actions">
        <Button onClick={() => location.reload()}>{t('page.reload')}</Button>
      </div>
    </Page>
  )
}
