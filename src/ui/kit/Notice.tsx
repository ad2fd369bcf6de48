import type { ReactNode } from 'react'
import type { ApiFault } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { kitTexts } from './texts.ts'

/** Something the reader must know before anything else on the page. */
export function Notice({
  tone = 'info',
  title,
  children,
  actions,
}: {
  tone?: 'info' | 'success' | 'warning' | 'danger'
  title?: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="ds-alert" data-color={tone} role={tone === 'danger' ? 'alert' : undefined}>
      {title && <p className="notice-title">{title}</p>}
      {children}
      {actions && <div className="actions">{actions}</div>}
    </div>
  )
}

/** What went wrong, what was kept, what to do: the same everywhere. */
export function FaultNotice({ fault, onRetry }: { fault: ApiFault; onRetry?: () => void }) {
  const t = useText(kitTexts)
  return (
    <Notice
      tone="danger"
      title={t('fault.title')}
      actions={
        onRetry && (
          <Button look="secondary" onClick={onRetry}>
            {t('fault.again')}
          </Button>
        )
      }
    >
      <p>{fault.message}</p>
      {fault.next && <p>{fault.next}</p>}
    </Notice>
  )
}

/** Nothing here, and why: what an empty list means is said, never left to guess. */
export function Empty({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
      {actions && <div className="actions">{actions}</div>}
    </div>
  )
}
