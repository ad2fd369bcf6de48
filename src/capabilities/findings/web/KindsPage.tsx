import { type RsitClass, rsitClasses } from '#domain/rsit.ts'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Filters, readMany } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { findingsApi } from '../contract.ts'
import { findsKind } from './find-kind.ts'
import { findingsTexts } from './texts.ts'
import './findings.css'

/** The catalogue: everything that can be wrong, with words for whoever must mend it. */
export function KindsPage() {
  const t = useText(findingsTexts)
  const kit = useText(kitTexts)
  const locale = useLocale()
  const [params] = useAddress()
  const { data, error, refetch } = useCall(findingsApi.kinds, {})
  const wanted = {
    q: params.q ?? '',
    classes: readMany(params.class),
    severities: readMany(params.severity),
    nature: params.nature ?? '',
  }
  const kinds = data?.kinds.filter((kind) => findsKind(kind, wanted))
  return (
    <Page title={t('kinds.title')} lead={t('kinds.lead')}>
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('kinds.q') },
          {
            kind: 'many',
            name: 'class',
            label: t('kinds.class'),
            choices: Object.entries(rsitClasses).map(([value, words]) => ({ value, label: words[locale] })),
          },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          {
            kind: 'one',
            name: 'nature',
            label: t('kinds.nature'),
            choices: (['exposure', 'event'] as const).map((value) => ({ value, label: t(`nature.${value}`) })),
          },
        ]}
      />
      {data && kinds && (
        <p>
          <CountText parts={[{ value: kinds.length, what: t('count.shown'), of: data.kinds.length }]} />
        </p>
      )}
      <DataTable
        caption={t('kinds.title')}
        rows={kinds}
        rowKey={(kind) => kind.id}
        rowName={(kind) => kind.name}
        rowLink={(kind) => `/kinds/${kind.id}`}
        columns={[
          { key: 'name', title: t('column.what'), cell: (kind) => kind.name },
          {
            key: 'severity',
            title: t('column.severity'),
            tight: true,
            cell: (kind) => <SeverityMark severity={kind.severity} />,
          },
          { key: 'class', title: t('kinds.class'), cell: (kind) => rsitClasses[kind.class as RsitClass][locale] },
          { key: 'nature', title: t('kinds.nature'), tight: true, cell: (kind) => t(`nature.${kind.nature}`) },
          { key: 'port', title: t('kinds.port'), tight: true, align: 'end', cell: (kind) => kind.port ?? '–' },
        ]}
        empty={
          <Empty title={t('kinds.none')}>
            <p>{t('kinds.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}
