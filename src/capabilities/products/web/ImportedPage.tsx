import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { productsApi } from '../contract.ts'
import { UndoDialog } from './Imports.tsx'
import { Figures, Remarks } from './Report.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

/** One import: its figures, and the rows that could not be taken. */
export function ImportedPage() {
  const t = useText(productsTexts)
  const id = usePlace('id') as Id<'pim'>
  const { keeps, writesFor } = useReader()
  const [undoing, setUndoing] = useState(false)
  const { data, error, refetch } = useCall(productsApi.imported, { id })
  const back = <ButtonLink to="/products">{t('line.back')}</ButtonLink>
  if (error && !data)
    return (
      <Page title={t('imported.title')} actions={back}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const one = data.import
  const mayUndo = one.undoUntil !== null && (keeps || writesFor.some((own) => own.id === one.organisation.id))
  return (
    <Page
      title={one.fileName}
      lead={
        <>
          {one.organisation.name} · {one.list} · <TimeText at={one.at} /> ·{' '}
          {[one.by || t('by.team'), one.saidBy].filter(Boolean).join(' · ')}
        </>
      }
      actions={
        <>
          {mayUndo && (
            <Button look="secondary" onClick={() => setUndoing(true)}>
              {t('undo.action')}
            </Button>
          )}
          {back}
        </>
      }
    >
      {one.undoneAt && <Notice title={t('imports.undone', { by: one.undoneBy || t('by.team') })} />}
      <Section title={t('import.counts')}>
        <Figures report={one} />
      </Section>
      {data.remarks.length > 0 ? <Remarks remarks={data.remarks} count={data.remarkCount} /> : <p>{t('remarks.none')}</p>}
      {undoing && <UndoDialog one={one} onClose={() => setUndoing(false)} />}
    </Page>
  )
}
