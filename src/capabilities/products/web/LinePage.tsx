import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type PastLine, type ProductLine, productsApi } from '../contract.ts'
import { EndDialog } from './EndDialog.tsx'
import { LineDialog } from './LineDialog.tsx'
import { ProductName } from './LineWords.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

/** One product of an organisation, and what its line said before. */
export function LinePage() {
  const t = useText(productsTexts)
  const id = usePlace('id') as Id<'prd'>
  const [open, setOpen] = useState<'change' | 'end'>()
  const { data, error, refetch } = useCall(productsApi.line, { id })
  if (error && !data)
    return (
      <Page title={t('line.title')} actions={<ButtonLink to="/products">{t('line.back')}</ButtonLink>}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { line, past, mayWrite } = data
  const name = [line.product, line.version].join(' ').trim()
  return (
    <Page
      title={name}
      lead={line.organisation.name}
      actions={
        <>
          {mayWrite && <Button onClick={() => setOpen('change')}>{t('change.open')}</Button>}
          {mayWrite && (
            <Button look="secondary" onClick={() => setOpen('end')}>
              {t('end.open')}
            </Button>
          )}
          <ButtonLink to="/products">{t('line.back')}</ButtonLink>
        </>
      }
    >
      {line.endedAt && (
        <Notice title={t(`ended.${line.endedWhy ?? 'hand'}`)}>
          <p>
            <TimeText at={line.endedAt} /> · {line.endedBy || t('by.team')}
          </p>
        </Notice>
      )}
      <Section title={t('line.facts')}>
        <Facts line={line} />
      </Section>
      <Section title={t('past.title')}>
        <Past past={past} />
      </Section>
      {open === 'change' && <LineDialog line={line} onClose={() => setOpen(undefined)} />}
      {open === 'end' && <EndDialog chosen={{ ids: [line.id], names: [name] }} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function Facts({ line }: { line: ProductLine }) {
  const t = useText(productsTexts)
  const { team } = useReader()
  const { id, name } = line.organisation
  const owner = team && <TextLink to={`/organisations/${id}`}>{name}</TextLink>
  return (
    <Definition
      items={[
        [t('column.organisation'), owner || ''],
        [t('field.system'), line.system],
        [t('field.vendor'), line.vendor],
        [t('field.product'), line.product],
        [t('field.version'), line.version],
        [t('field.quantity'), line.quantity],
        ['CPE', line.cpe && <code>{line.cpe}</code>],
        ['purl', line.purl && <code>{line.purl}</code>],
        [t('field.note'), line.note],
        [t('column.source'), t(`source.${line.source}`)],
        [t('import.list'), line.list],
        [t('said'), line.saidBy],
        [
          t('line.first'),
          <>
            <TimeText at={line.firstSeenAt} /> · {line.firstSeenBy || t('by.team')}
          </>,
        ],
        [
          t('column.seen'),
          <>
            <TimeText at={line.seenAt} /> · {line.seenBy || t('by.team')}
          </>,
        ],
      ]}
    />
  )
}

function Past({ past }: { past: readonly PastLine[] }) {
  const t = useText(productsTexts)
  return (
    <DataTable<PastLine>
      caption={t('past.title')}
      columns={[
        { key: 'until', title: t('past.until'), cell: ({ until }) => <TimeText at={until} />, tight: true },
        { key: 'was', title: t('past.was'), cell: (was) => <ProductName line={was} /> },
        { key: 'system', title: t('column.system'), cell: ({ system }) => system },
        {
          key: 'by',
          title: t('past.by'),
          cell: ({ by, import: from }) =>
            from ? <TextLink to={`/products/imports/${from}`}>{t('past.import')}</TextLink> : by || t('by.team'),
        },
      ]}
      rows={past}
      rowKey={({ until, product, version }) => `${until} ${product} ${version}`}
      rowName={({ product, version }) => `${product} ${version}`}
      empty={
        <Empty title={t('past.none')}>
          <p>{t('past.none.why')}</p>
        </Empty>
      }
    />
  )
}
