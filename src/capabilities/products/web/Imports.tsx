import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type ProductImport, productsApi } from '../contract.ts'
import { productsTexts } from './texts.ts'

/** The files that were imported for an organisation, and until when each can be undone. */
export function Imports({ organisation }: { organisation: Id<'org'> }) {
  const t = useText(productsTexts)
  const [{ after }] = useAddress()
  const [chosen, setChosen] = useState<ProductImport>()
  const { data, error, refetch } = useCall(productsApi.imports, { id: organisation, limit: 20, ...(after && { after }) })
  return (
    <Section title={t('imports.title')}>
      <DataTable<ProductImport>
        caption={t('imports.title')}
        columns={[
          {
            key: 'file',
            title: t('imports.file'),
            cell: ({ fileName }) => fileName,
          },
          { key: 'list', title: t('import.list'), cell: ({ list }) => list },
          {
            key: 'at',
            title: t('imports.at'),
            cell: ({ at, by, saidBy }) => (
              <>
                <TimeText at={at} />
                <div className="faint">{[by || t('by.team'), saidBy].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          {
            key: 'what',
            title: t('imports.what'),
            cell: ({ added, changed, gone, refused }) => t('imports.counts', { added, changed, gone, refused }),
          },
          { key: 'undo', title: t('imports.undo'), cell: (one) => <Undo one={one} onChoose={setChosen} /> },
        ]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ fileName }) => fileName}
        rowLink={({ id }) => `/products/imports/${id}`}
        empty={
          <Empty title={t('imports.none')}>
            <p>{t('imports.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
      <Pager next={data?.next} />
      {chosen && <UndoDialog one={chosen} onClose={() => setChosen(undefined)} />}
    </Section>
  )
}

function Undo({ one, onChoose }: { one: ProductImport; onChoose: (one: ProductImport) => void }) {
  const t = useText(productsTexts)
  if (one.undoneAt) return t('imports.undone', { by: one.undoneBy || t('by.team') })
  if (!one.undoUntil) return t('imports.over')
  return (
    <>
      <Button look="secondary" aria-label={t('undo.of', { what: one.fileName })} onClick={() => onChoose(one)}>
        {t('undo.action')}
      </Button>
      <div className="faint">
        {t('undo.until')} <TimeText at={one.undoUntil} />
      </div>
    </>
  )
}

/** Undoes an import, after saying what that does. */
export function UndoDialog({ one, onClose }: { one: ProductImport; onClose: () => void }) {
  const t = useText(productsTexts)
  const undo = useAction(productsApi.undo, {
    onDone: () => {
      tell(t('undo.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('undo.confirm', { name: one.fileName })}
      preview={<p>{t('undo.confirm.text', { added: one.added, changed: one.changed, gone: one.gone })}</p>}
      action={t('undo.of', { what: one.fileName })}
      danger
      busy={undo.isPending}
      fault={undo.error}
      onConfirm={() => undo.mutate({ id: one.id })}
      onClose={onClose}
    />
  )
}
