import { answers } from '#capabilities/findings/contract.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Notice, noticesApi, type ToldFinding } from '../contract.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

const perPage = 20

/** What a notice told of: each finding with why this recipient, and what was answered. */
export function ToldFindings({ notice }: { notice: Notice }) {
  const t = useText(noticesTexts)
  const [{ after }] = useAddress()
  const { data, error, refetch, isFetching } = useCall(noticesApi.findings, {
    id: notice.id,
    limit: perPage,
    ...(after && { after }),
  })
  return (
    <Section title={t('told.title')}>
      {data && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('count.shown'), of: notice.findings }]} />
        </p>
      )}
      <DataTable<ToldFinding>
        caption={t('told.title')}
        columns={useColumns(notice.organisations > 1)}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ kindName, assetText }) => `${kindName}, ${assetText}`}
        rowLink={({ id }) => `/findings/${id}`}
        empty={<Empty title={t('told.none')} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Section>
  )
}

function useColumns(several: boolean): readonly Column<ToldFinding>[] {
  const t = useText(noticesTexts)
  const { team } = useReader()
  return [
    {
      key: 'what',
      title: t('told.what'),
      cell: ({ kindName }) => kindName,
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'where',
      title: t(team ? 'told.where' : 'told.where.member'),
      cell: ({ assetText, organisation, why }) => (
        <div>
          {several && <div>{organisation.name}</div>}
          {assetText}
          <div className="faint">{why}</div>
        </div>
      ),
    },
    {
      key: 'answer',
      title: t('told.answer'),
      cell: ({ answer, answeredAt }) => {
        const known = answers.find((each) => each === answer)
        return known ? (
          <div>
            {t(`answer.${known}`)} {answeredAt && <TimeText at={answeredAt} only="distance" />}
          </div>
        ) : (
          <span className="blank">{t('blank.answered')}</span>
        )
      },
    },
  ]
}
