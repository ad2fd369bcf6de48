import { DownloadIcon } from '@navikt/aksel-icons'
import { csvRow } from '#domain/csv.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { ImportReport, RefusedRow } from '../contract.ts'
import { productsTexts } from './texts.ts'

const figures = ['rows', 'added', 'changed', 'same', 'gone', 'repeated', 'refused'] as const

/** How many rows a file has and what became of them. */
export function Figures({ report }: { report: Pick<ImportReport, (typeof figures)[number]> }) {
  const t = useText(productsTexts)
  return <Definition items={figures.map((what) => [t(`import.${what}`), report[what]] as const)} />
}

/** What an import does: the figures, examples, and what could not be taken. */
export function Report({ report }: { report: ImportReport }) {
  const t = useText(productsTexts)
  return (
    <>
      <Section title={t('import.counts')}>
        <Figures report={report} />
      </Section>
      {report.examples.length > 0 && (
        <Section title={t('import.examples')}>
          <DataTable
            caption={t('import.examples')}
            columns={[
              { key: 'what', title: t('import.what'), cell: ({ what }) => t(`example.${what}`), tight: true },
              {
                key: 'text',
                title: t('column.product'),
                cell: ({ text, before }) => (
                  <>
                    {text}
                    {before && <div className="faint">{t('import.before', { before })}</div>}
                  </>
                ),
              },
            ]}
            rows={report.examples}
            rowKey={({ what, text, before }) => `${what} ${text} ${before}`}
            rowName={({ text }) => text}
            empty={null}
          />
        </Section>
      )}
      {report.remarks.length > 0 && <Remarks remarks={report.remarks} count={report.remarkCount} />}
    </>
  )
}

const shown = 100

/** Rows that were not taken, or not wholly, with their place and what to do. */
export function Remarks({ remarks, count }: { remarks: readonly RefusedRow[]; count: number }) {
  const t = useText(productsTexts)
  const download = () => {
    const lines = [
      ['place', 'field', 'reason', 'found', 'taken'],
      ...remarks.map((one) => [one.place, one.field, one.reason, one.found, one.taken]),
    ]
    const url = URL.createObjectURL(new Blob(['\ufeff', ...lines.map(csvRow)], { type: 'text/csv' }))
    Object.assign(document.createElement('a'), { href: url, download: 'remarks.csv' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <Section
      title={t('remarks.title', { count })}
      actions={
        <Button look="secondary" icon={<DownloadIcon aria-hidden="true" />} onClick={download}>
          {t('remarks.download')}
        </Button>
      }
    >
      <DataTable<RefusedRow>
        caption={t('remarks.title', { count })}
        columns={[
          { key: 'place', title: t('remarks.place'), cell: ({ place }) => place, tight: true },
          {
            key: 'reason',
            title: t('remarks.reason'),
            cell: ({ reason, field }) => (
              <>
                {reason}
                {field && (
                  <div className="faint">
                    <code>{field}</code>
                  </div>
                )}
              </>
            ),
          },
          { key: 'found', title: t('remarks.found'), cell: ({ found }) => found && <code>{found}</code> },
          { key: 'taken', title: t('remarks.taken'), cell: ({ taken }) => t(taken ? 'remarks.taken.yes' : 'remarks.taken.no') },
        ]}
        rows={remarks.slice(0, shown)}
        rowKey={({ place, field, reason }) => `${place} ${field} ${reason}`}
        rowName={({ place }) => place}
        empty={null}
      />
    </Section>
  )
}
