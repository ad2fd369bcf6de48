import { useQuery } from '@tanstack/react-query'
import type { Id } from '#domain/id.ts'
import { moreSevere, rank, type Severity } from '#domain/severity.ts'
import { call } from '#ui/api.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type Finding, findingsApi, unsettled } from '../contract.ts'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'

interface ForOne {
  organisation: Finding['organisation']
  findings: number
  unanswered: number
  overdue: number
  worst: Severity
}

const perPage = 200
const pagesAtMost = 10

/** Everybody an operator runs networks for, worst first: one line a member. Nothing for whoever operates for nobody. */
export function OperatedFor() {
  const t = useText(findingsTexts)
  const data = useOperated()
  if (!data || data.rows.length === 0) return null
  const columns: Column<ForOne>[] = [
    { key: 'who', title: t('column.whose'), cell: ({ organisation }) => organisation.name },
    { key: 'worst', title: t('column.severity'), tight: true, cell: ({ worst }) => <SeverityMark severity={worst} /> },
    {
      key: 'findings',
      title: t('operated.unanswered'),
      tight: true,
      cell: ({ findings, unanswered }) => <CountText parts={[{ value: unanswered, what: '', of: findings }]} />,
    },
    {
      key: 'overdue',
      title: t('operated.overdue'),
      tight: true,
      cell: ({ overdue, findings }) => <CountText parts={[{ value: overdue, what: '', of: findings }]} />,
    },
  ]
  return (
    <Section title={t('operated.title')}>
      <p className="prose faint">
        {t('operated.lead', { count: data.rows.length })} {data.more && t('operated.more', { most: perPage * pagesAtMost })}
      </p>
      <DataTable<ForOne>
        caption={t('operated.title')}
        columns={columns}
        rows={data.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/findings?organisation=${organisation.id}`}
        isLit={({ worst, unanswered }) => worst === 'critical' && unanswered > 0}
        empty={null}
      />
    </Section>
  )
}

/** Whom the reader operates for, of those with something to follow up; undefined until it is known, and for the team. */
export function useOperated() {
  const { team, organisations } = useReader()
  const ids = organisations.map(({ id }) => id)
  return useQuery({ queryKey: ['operated-for', ...ids], enabled: !team && ids.length > 0, queryFn: () => operatedFor(ids) }).data
}

async function operatedFor(ids: readonly Id<'org'>[]): Promise<{ rows: ForOne[]; more: boolean }> {
  const found: Finding[] = []
  let more = false
  for (const operator of ids) {
    let after: string | undefined
    for (let page = 0; page < pagesAtMost; page++) {
      const { rows, next } = await call(findingsApi.list, {
        operator,
        state: [...unsettled],
        limit: perPage,
        ...(after && { after }),
      })
      found.push(...rows.filter(({ organisation }) => !ids.includes(organisation.id)))
      after = next
      if (!after) break
    }
    more ||= after !== undefined
  }
  const groups = [...Map.groupBy(found, ({ organisation }) => organisation.id).values()]
  const rows = groups.map((each) => ({
    organisation: each[0]!.organisation,
    findings: each.length,
    unanswered: each.filter(({ answer }) => !answer).length,
    overdue: each.filter(({ overdue }) => overdue).length,
    worst: each.map(({ severity }) => severity).reduce(moreSevere),
  }))
  const { compare } = new Intl.Collator('nb', { numeric: true })
  rows.sort(
    (one, other) =>
      rank(other.worst) - rank(one.worst) ||
      other.unanswered - one.unanswered ||
      compare(one.organisation.name, other.organisation.name),
  )
  return { rows, more }
}
