import type { z } from 'zod'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { useText } from '#ui/text/text.ts'
import type { IssueLine } from '../contract.ts'
import { feedsTexts } from './texts.ts'

/** What could not be understood: the line, why, and what stood there. */
export function Issues({ issues, busy = false }: { issues: readonly z.infer<typeof IssueLine>[]; busy?: boolean }) {
  const t = useText(feedsTexts)
  return (
    <DataTable
      caption={t('issue.caption')}
      columns={[
        { key: 'line', title: t('issue.line'), cell: ({ line }) => line, align: 'end', tight: true },
        {
          key: 'reason',
          title: t('issue.reason'),
          cell: ({ words, field }) => (
            <div>
              {words}
              {field && (
                <div className="field-hint">
                  {t('issue.field')}: <code>{field}</code>
                </div>
              )}
            </div>
          ),
        },
        {
          key: 'found',
          title: t('issue.found'),
          cell: ({ found }) => (found ? <code>{found}</code> : t('issue.found.empty')),
        },
      ]}
      rows={issues}
      rowKey={({ number }) => String(number)}
      rowName={({ line }) => String(line)}
      empty={null}
      busy={busy}
    />
  )
}
