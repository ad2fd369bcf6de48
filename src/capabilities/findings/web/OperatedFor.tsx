import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { Operated } from '../contract.ts'
import { useOperated } from './portal/operated.ts'
import { portalTexts } from './portal/texts.ts'
import { findingsTexts } from './texts.ts'

const shownFirst = 5

/** Those of whom an operator runs something for that have most to follow up. Nothing for whoever operates for nobody. */
export function OperatedFor() {
  const t = useText(findingsTexts)
  const say = useText(portalTexts)
  const operated = useOperated()
  if (!operated || operated.of === 0) return null
  const busy = operated.rows.filter(({ unsettled }) => unsettled > 0)
  const columns: Column<Operated>[] = [
    { key: 'who', title: t('column.whose'), cell: ({ organisation }) => organisation.name },
    {
      key: 'worst',
      title: t('column.severity'),
      tight: true,
      cell: ({ worst }) => worst && <SeverityMark severity={worst} />,
    },
    {
      key: 'findings',
      title: t('operated.unanswered'),
      tight: true,
      cell: ({ unsettled, unanswered }) => <CountText parts={[{ value: unanswered, what: '', of: unsettled }]} />,
    },
    {
      key: 'overdue',
      title: t('operated.overdue'),
      tight: true,
      cell: ({ overdue, unsettled }) => <CountText parts={[{ value: overdue, what: '', of: unsettled }]} />,
    },
  ]
  return (
    <Section title={say('operated.first')} actions={<ButtonLink to="/operated">{say('operated.all')}</ButtonLink>}>
      <p className="prose faint">{say('operated.some', { count: busy.length, total: operated.of })}</p>
      <DataTable<Operated>
        caption={say('operated.first')}
        columns={columns}
        rows={busy.slice(0, shownFirst)}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/findings?organisation=${organisation.id}`}
        isLit={({ worst, unanswered }) => worst === 'critical' && unanswered > 0}
        empty={null}
      />
    </Section>
  )
}
