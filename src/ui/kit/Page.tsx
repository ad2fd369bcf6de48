import type { ReactNode } from 'react'
import { useEffect } from 'react'

/** A page: its title, one line that says what it is for, what can be done, and the content. */
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
  useEffect(() => {
    document.title = `${title} · Varde`
  }, [title])
  return (
    <article className="page">
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
