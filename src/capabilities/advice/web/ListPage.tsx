import { PlusIcon } from '@navikt/aksel-icons'
import { locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type AdviceRow, adviceApi, topics } from '../contract.ts'
import { readFilter } from './filter.ts'
import { useMayWrite } from './reader.ts'
import { adviceTexts } from './texts.ts'

/** The library: every block, by topic, language that is missing, and whether it is put away. */
export function AdviceListPage() {
  const t = useText(adviceTexts)
  const mayWrite = useMayWrite()
  const [params] = useAddress()
  const filter = readFilter(params)
  const { data, error, isFetching, refetch } = useCall(adviceApi.list, {
    ...filter,
    ...(params.after && { after: params.after }),
  })
  const columns: Column<AdviceRow>[] = [
    { key: 'title', title: t('column.title'), cell: ({ title, titleIn }) => <span lang={titleIn}>{title}</span> },
    { key: 'topic', title: t('column.topic'), tight: true, cell: ({ topic }) => t(`topic.${topic}`) },
    { key: 'missing', title: t('column.languages'), cell: ({ missing }) => <Languages missing={missing} /> },
    { key: 'version', title: t('column.version'), align: 'end', tight: true, cell: ({ version }) => version },
    {
      key: 'changed',
      title: t('column.changed'),
      cell: ({ changedAt, changedBy }) => (
        <div>
          <TimeText at={changedAt} only="day" />
          <div className="field-hint">{changedBy}</div>
        </div>
      ),
    },
  ]
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        mayWrite && (
          <ButtonLink to="/advice/new" look="primary" icon={<PlusIcon aria-hidden="true" />}>
            {t('list.write')}
          </ButtonLink>
        )
      }
    >
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'topic',
            label: t('column.topic'),
            choices: topics.map((value) => ({ value, label: t(`topic.${value}`) })),
          },
          {
            kind: 'many',
            name: 'missing',
            label: t('filter.missing'),
            choices: locales.map((value) => ({ value, label: t(`language.${value}`) })),
          },
          {
            kind: 'one',
            name: 'retired',
            label: t('filter.retired'),
            choices: [
              { value: 'with', label: t('filter.retired.with') },
              { value: 'only', label: t('filter.retired.only') },
            ],
          },
        ]}
      />
      <DataTable
        caption={t('list.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        rowLink={({ id }) => `/advice/${id}`}
        rowNote={({ retired }) => retired && t('retired')}
        empty={Object.keys(filter).length > 0 ? <NoneFits /> : <NoneYet mayWrite={mayWrite} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}

function Languages({ missing }: Pick<AdviceRow, 'missing'>) {
  const t = useText(adviceTexts)
  return missing.length === 0
    ? t('languages.all')
    : t('languages.missing', { languages: missing.map((locale) => t(`language.in.${locale}`)).join(', ') })
}

function NoneFits() {
  const t = useText(adviceTexts)
  return (
    <Empty title={t('empty.filtered')}>
      <p>{t('empty.filtered.next')}</p>
    </Empty>
  )
}

/** A new library begins with the seven measures that everybody is recommended first. */
function NoneYet({ mayWrite }: { mayWrite: boolean }) {
  const t = useText(adviceTexts)
  const begin = useAction(adviceApi.begin, { onDone: ({ added }) => tell(t('empty.begun', { count: added })) })
  return (
    <Empty
      title={t('empty.none')}
      actions={
        mayWrite && (
          <Button busy={begin.isPending} onClick={() => begin.mutate({})}>
            {t('empty.begin')}
          </Button>
        )
      }
    >
      <p>{t(mayWrite ? 'empty.none.next' : 'empty.none.reader')}</p>
      {begin.error && <FaultNotice fault={begin.error} />}
    </Empty>
  )
}
