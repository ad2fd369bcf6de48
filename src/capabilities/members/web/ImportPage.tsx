import { DownloadIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { csvRow } from '#domain/csv.ts'
import { ApiFault, answers, upload } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { CheckField, SelectField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type ImportReport, Inlet, membersApi } from '../contract.ts'
import { Imports } from './Imports.tsx'
import { registerTexts } from './register/texts.ts'
import { membersTexts } from './texts.ts'

/** A member list: first what it would do, then, when somebody has looked, it is done. */
export function ImportPage() {
  const t = useText(membersTexts)
  const register = useText(registerTexts)
  const [file, setFile] = useState<File>()
  const [report, setReport] = useState<ImportReport>()
  const [fault, setFault] = useState<ApiFault>()
  const [busy, setBusy] = useState(false)
  const [inlet, setInlet] = useState<Inlet>('organisations')
  const [list, setList] = useState('member-list')
  const [force, setForce] = useState(false)
  const wanted = { list, inlet, ...(force && { force: 'true' as const }) }
  const preview = async (chosen: File, onProgress: (sent: number, total: number) => void) => {
    setReport(undefined)
    setReport(await upload(membersApi.import, chosen, { dryRun: 'true', ...wanted }, onProgress))
    setFile(chosen)
  }
  const perform = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      setReport(await upload(membersApi.import, file!, { dryRun: 'false', ...wanted }, () => {}))
      setFile(undefined)
      await answers.invalidateQueries()
    } catch (cause) {
      if (!(cause instanceof ApiFault)) throw cause
      setFault(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={t('import.title')} lead={t('import.lead')}>
      {!file && (
        <div className="form">
          <SelectField
            name="inlet"
            label={register('inlet.label')}
            hint={register('inlet.hint')}
            value={inlet}
            onChange={({ target }) => {
              setInlet(target.value as Inlet)
              setList(target.value === 'membership' ? 'helsenettet' : 'member-list')
            }}
            choices={Inlet.options.map((value) => ({ value, label: register(`inlet.${value}`) }))}
          />
          <TextField
            name="list"
            label={t('import.list')}
            hint={t('import.list.hint')}
            value={list}
            onChange={({ target }) => setList(target.value)}
            spellCheck={false}
          />
          <CheckField
            name="force"
            label={register('import.force')}
            hint={register('import.force.hint')}
            checked={force}
            onChange={({ target }) => setForce(target.checked)}
          />
          <FileDrop
            label={t('import.file')}
            hint={t('import.file.hint')}
            accept=".csv,.json,.gz,text/csv,application/json,application/gzip"
            send={preview}
          />
        </div>
      )}
      {fault && <FaultNotice fault={fault} />}
      {report && <Report report={report} fileName={file?.name} />}
      {file && report?.dryRun && (
        <div className="actions">
          <Button busy={busy} onClick={() => void perform()}>
            {t('import.do', { name: file.name })}
          </Button>
          <Button
            look="secondary"
            onClick={() => {
              setFile(undefined)
              setReport(undefined)
            }}
          >
            {t('import.other')}
          </Button>
        </div>
      )}
      {report && !report.dryRun && (
        <div className="actions">
          <ButtonLink to="/organisations">{t('import.see')}</ButtonLink>
        </div>
      )}
      <Imports />
    </Page>
  )
}

const things = ['organisations', 'holdings', 'contacts'] as const

function Report({ report, fileName }: { report: ImportReport; fileName: string | undefined }) {
  const t = useText(membersTexts)
  return (
    <>
      <div role="status">
        <Notice
          tone={report.dryRun ? 'info' : 'success'}
          title={report.dryRun ? t('import.preview', { name: fileName ?? '' }) : t('import.done')}
        >
          <p>{t(report.dryRun ? 'import.preview.next' : 'import.done.next')}</p>
        </Notice>
      </div>
      {report.dryRun && report.organisations.gone > 0 && (
        <Notice tone="warning" title={t('import.gone.warn', { count: report.organisations.gone })}>
          <p>{t('import.gone.next')}</p>
        </Notice>
      )}
      <Section title={t('import.counts')}>
        <DataTable
          caption={t('import.counts')}
          columns={[
            { key: 'what', title: t('import.what'), cell: (what) => t(`import.${what}`) },
            ...(['new', 'changed', 'same', 'gone'] as const).map((column) => ({
              key: column,
              title: t(`import.${column}`),
              cell: (what: (typeof things)[number]) => report[what][column],
              align: 'end' as const,
              tight: true,
            })),
          ]}
          rows={things}
          rowKey={(what) => what}
          rowName={(what) => what}
          empty={null}
        />
        <p>{t('import.rows', { rows: report.rows, refused: report.refusedCount })}</p>
      </Section>
      {report.changes.length > 0 && <Changes report={report} />}
      {report.refused.length > 0 && <Refused report={report} />}
    </>
  )
}

const fieldsShown = 6

function Changes({ report: { changes } }: { report: ImportReport }) {
  const t = useText(membersTexts)
  return (
    <Section title={t('import.changes', { count: changes.length })}>
      <DataTable
        caption={t('import.changes', { count: changes.length })}
        columns={[
          { key: 'who', title: t('list.name'), cell: ({ organisation }) => organisation },
          { key: 'what', title: t('import.change'), cell: ({ what }) => t(`import.${what}`), tight: true },
          {
            key: 'fields',
            title: t('import.fields'),
            cell: ({ fields }) => <code>{fields.slice(0, fieldsShown).join(', ')}</code>,
          },
        ]}
        rows={changes}
        rowKey={({ organisation, what }) => `${organisation} ${what}`}
        rowName={({ organisation }) => organisation}
        empty={null}
      />
    </Section>
  )
}

const refusedShown = 100

function Refused({ report: { refused, refusedCount } }: { report: ImportReport }) {
  const t = useText(membersTexts)
  const download = () => {
    const lines = [['line', 'field', 'reason', 'found'], ...refused.map((one) => [one.line, one.field, one.reason, one.found])]
    const url = URL.createObjectURL(new Blob(['\ufeff', ...lines.map(csvRow)], { type: 'text/csv' }))
    Object.assign(document.createElement('a'), { href: url, download: 'refused.csv' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <Section
      title={t('import.refused', { count: refusedCount })}
      actions={
        <Button look="secondary" icon={<DownloadIcon aria-hidden="true" />} onClick={download}>
          {t('import.refused.download')}
        </Button>
      }
    >
      <p>{t('import.refused.lead')}</p>
      <DataTable
        caption={t('import.refused', { count: refusedCount })}
        columns={[
          { key: 'line', title: t('import.line'), cell: ({ line }) => line, align: 'end', tight: true },
          {
            key: 'reason',
            title: t('import.reason'),
            cell: ({ field, reason }) => (
              <div>
                {reason}
                {field && (
                  <div className="field-hint">
                    {t('import.field')}: <code>{field}</code>
                  </div>
                )}
              </div>
            ),
          },
          {
            key: 'found',
            title: t('import.found'),
            cell: ({ found }) => (found ? <code>{found}</code> : t('import.found.empty')),
          },
        ]}
        rows={refused.slice(0, refusedShown)}
        rowKey={({ line, field, reason }) => `${line} ${field} ${reason}`}
        rowName={({ line }) => String(line)}
        empty={null}
      />
    </Section>
  )
}
