import { useState } from 'react'
import { answers, upload, useCall } from '#ui/api.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { CheckField, SelectField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Import, type Refusal, type Source, type SourceState, sources, vulnerabilitiesApi } from '../contract.ts'
import { Fetches } from './Fetches.tsx'
import { useReader } from './reader.ts'
import { vulnerabilitiesTexts } from './texts.ts'
import './vulnerabilities.css'

/** How fresh each source is, reading a file of one, and what came of the files before. */
export function SourcesPage() {
  const t = useText(vulnerabilitiesTexts)
  const { team, mayImport } = useReader()
  return (
    <Page title={t('sources.title')} lead={t('sources.lead')}>
      <Section title={t('sources.fresh')}>
        <States />
      </Section>
      {team && (
        <Section title={t('fetch.title')}>
          <Fetches mayChange={mayImport} />
        </Section>
      )}
      {mayImport && (
        <Section title={t('sources.read')}>
          <ReadFile />
        </Section>
      )}
      <Section title={t('sources.imports')}>
        <Imports />
      </Section>
    </Page>
  )
}

function States() {
  const t = useText(vulnerabilitiesTexts)
  const locale = useLocale()
  const { data, error, refetch } = useCall(vulnerabilitiesApi.sources, {})
  const columns: Column<SourceState>[] = [
    { key: 'source', title: t('facts.source'), cell: ({ source }) => t(`source.${source}`) },
    {
      key: 'asOf',
      title: t('facts.asOf'),
      cell: ({ asOf, readAt, isStale }) => (
        <span className="source-age" data-stale={(isStale && readAt !== null) || undefined}>
          {asOf ? <TimeText at={asOf} only="day" /> : <span className="faint">{readAt ? t('facts.unknown') : '–'}</span>}
          {isStale && readAt && <b> · {t('fresh.stale')}</b>}
        </span>
      ),
    },
    { key: 'readAt', title: t('facts.readAt'), cell: ({ readAt }) => (readAt ? <TimeText at={readAt} /> : t('sources.never')) },
    { key: 'known', title: t('sources.known'), align: 'end', cell: ({ known }) => numberText(known, locale) },
    { key: 'version', title: t('sources.version'), cell: ({ version }) => version ?? <span className="faint">–</span> },
  ]
  return (
    <DataTable<SourceState>
      caption={t('sources.fresh')}
      columns={columns}
      rows={data?.sources}
      rowKey={({ source }) => source}
      rowName={({ source }) => t(`source.${source}`)}
      rowNote={({ source }) => t(`source.${source}.what`)}
      empty={null}
      fault={error}
      onRetry={() => void refetch()}
    />
  )
}

function ReadFile() {
  const t = useText(vulnerabilitiesTexts)
  const [source, setSource] = useState<Source>('kev')
  const [force, setForce] = useState(false)
  const [report, setReport] = useState<Import>()
  return (
    <>
      <div className="form">
        <SelectField
          name="source"
          label={t('sources.which')}
          value={source}
          onChange={({ target }) => setSource(target.value as Source)}
          choices={sources.map((value) => ({ value, label: `${t(`source.${value}`)}: ${t(`source.${value}.what`)}` }))}
        />
        <CheckField
          name="force"
          label={t('sources.force')}
          hint={t('sources.force.hint')}
          checked={force}
          onChange={({ target }) => setForce(target.checked)}
        />
        <FileDrop
          label={t('sources.file')}
          hint={t('sources.file.hint')}
          accept=".json,.csv,.gz,.ndjson,.jsonl"
          send={async (file, onProgress) => {
            setReport(undefined)
            try {
              setReport(
                await upload(vulnerabilitiesApi.upload, file, { source, ...(force && { force: 'true' as const }) }, onProgress),
              )
              setForce(false)
            } finally {
              await answers.invalidateQueries()
            }
          }}
        />
      </div>
      {report && <Report report={report} />}
    </>
  )
}

function Report({ report }: { report: Import }) {
  const t = useText(vulnerabilitiesTexts)
  const { fileName: file, added, changed, refused } = report
  return (
    <Notice
      tone={refused > 0 || report.issues.length > 0 ? 'warning' : 'success'}
      title={report.already ? t('import.already', { file }) : t('import.done.title', { file, added, changed, refused })}
    >
      <Issues issues={report.issues} />
    </Notice>
  )
}

function Imports() {
  const t = useText(vulnerabilitiesTexts)
  const locale = useLocale()
  const { data, error, refetch } = useCall(vulnerabilitiesApi.imports, {})
  const number = (key: 'records' | 'added' | 'changed' | 'same' | 'gone' | 'refused'): Column<Import> => ({
    key,
    title: t(`import.${key}`),
    align: 'end',
    cell: (row) => numberText(row[key], locale),
  })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    <DataTable<Import>
      caption={t('sources.imports')}
      columns={[
        {
          key: 'file',
          title: t('import.file'),
          cell: ({ fileName, source }) => (
            <>
              <span className="vulnerability-name">{fileName}</span> <span className="faint">{t(`source.${source}`)}</span>
            </>
          ),
        },
        {
          key: 'at',
          title: t('import.at'),
          cell: ({ readAt, by, state }) => (
            <>
              <TimeText at={readAt} only="distance" /> <span className="faint">{by}</span>
              {state !== 'done' && <b> {t(`import.${state}`)}</b>}
            </>
          ),
        },
        ...(['records', 'added', 'changed', 'same', 'gone', 'refused'] as const).map(number),
      ]}
      rows={data?.rows}
      rowKey={({ id }) => id}
      rowName={({ fileName }) => fileName}
      rowNote={({ issues }) => issues.length > 0 && <Issues issues={issues} />}
      empty={
        <Empty title={t('sources.none')}>
          <p>{t('sources.none.why')}</p>
        </Empty>
      }
    />
  )
}

const shownIssues = 50

function Issues({ issues }: { issues: readonly Refusal[] }) {
  const t = useText(vulnerabilitiesTexts)
  if (issues.length === 0) return null
  return (
    <details>
      <summary>{t('import.issues', { count: issues.length })}</summary>
      <ul className="ds-list">
        {issues.slice(0, shownIssues).map(({ record, line, code, cve, field, words, found }) => (
          <li key={`${record} ${line} ${code} ${field}`}>
            {record > 0 || line > 0 ? t('import.record', { record, line }) : t('import.wholeFile')}
            {cve && `, ${cve}`}
            {field && `, ${field}`}: {words} {found && <code className="vulnerability-name">{found.slice(0, 80)}</code>}
          </li>
        ))}
      </ul>
    </details>
  )
}
