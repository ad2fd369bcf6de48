import { useIsFetching } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useText } from '#ui/text/text.ts'
import { Spinner } from './Button.tsx'
import { kitTexts } from './texts.ts'

/** A page: its title, one line that says what it is for, what can be done, and the content. A line runs over it until all is there. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const awaited = useIsFetching({ predicate: ({ state }) => state.status === 'pending' })
  useEffect(() => {
    document.title = `${title} · Varde`
  }, [title])
  return (
    <article className="page" aria-busy={awaited > 0}>
      <header className="page-head">
        <div>
          <h1 className="ds-heading" data-size="sm">
            {title}
          </h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </article>
  )
}

/** In place of a page that is called after what it shows, until that is known. */
export function PageAwaited() {
  const t = useText(kitTexts)
  return (
    <p className="loading" role="status" aria-busy="true">
      <Spinner /> {t('page.loading')}
    </p>
  )
}

/** A part of a page with its own heading. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <header className="section-head">
        <h2 className="ds-heading" data-size="2xs">
          {title}
        </h2>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
