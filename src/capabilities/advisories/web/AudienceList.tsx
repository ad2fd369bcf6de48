import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Addressee, advisoriesApi, type Sureness } from '../contract.ts'
import { AskedAbout } from './Replies.tsx'
import { advisoriesTexts } from './texts.ts'

interface Addressed {
  organisation: { id: Id<'org'>; name: string }
  reasons: string[]
  sureness: Sureness
}

function useColumns(): Column<Addressed>[] {
  const t = useText(advisoriesTexts)
  return [
    {
      key: 'name',
      title: t('audience.organisation'),
      cell: ({ organisation }) => <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>,
    },
    {
      key: 'why',
      title: t('audience.why'),
      cell: ({ reasons }) => (
        <ul className="advisory-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ),
    },
    { key: 'sure', title: t('audience.sure'), tight: true, cell: ({ sureness }) => t(`sure.${sureness}`) },
  ]
}

/** Whom the draft would go to, and why, as it is saved. */
export function AudiencePreview({ id }: { id: Id<'adv'> }) {
  const t = useText(advisoriesTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(advisoriesApi.audience, { id, ...(after && { after }) })
  const columns = useColumns()
  return (
    <>
      <p className="field-hint">{t('audience.saved')}</p>
      {data && (
        <p>
          <CountText
            parts={[
              { value: data.count, what: t('audience.count') },
              { value: data.unsure, what: t('audience.unsure') },
              { value: data.of, what: t('audience.members') },
            ]}
          />
        </p>
      )}
      <DataTable
        caption={t('part.audience')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        empty={
          <Empty title={t('audience.none')}>
            <p>{t('audience.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </>
  )
}

/** Whom the last version went to, and what has come of it. */
export function Addressees({ id, version }: { id: Id<'adv'>; version: number }) {
  const t = useText(advisoriesTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(advisoriesApi.addressees, { id, ...(after && { after }) })
  const at = (key: 'told' | 'read' | 'answered', of: (row: Addressee) => string | null): Column<Addressee> => ({
    key,
    title: t(`addressed.${key}`),
    tight: true,
    cell: (row) => {
      const when = of(row)
      return when ? <TimeText at={when} /> : t('addressed.not')
    },
  })
  const columns: Column<Addressee>[] = [
    ...(useColumns() as Column<Addressee>[]),
    at('told', ({ toldAt }) => toldAt),
    at('read', ({ readAt }) => readAt),
    at('answered', ({ answeredAt }) => answeredAt),
  ]
  return (
    <>
      {data && (
        <p>
          <CountText parts={[{ value: data.count, what: t('addressed.to', { version }) }]} />
        </p>
      )}
      <AskedAbout id={id} />
      <DataTable<Addressee>
        caption={t('tab.audience')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        empty={<Empty title={t('audience.none')} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </>
  )
}
