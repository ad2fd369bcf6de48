import { useState } from 'react'
import { membersApi } from '#capabilities/members/contract.ts'
import { idOf } from '#domain/id.ts'
import { ApiFault, answers, upload, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type ImportReport, longest, productsApi } from '../contract.ts'
import { Imports } from './Imports.tsx'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { Report } from './Report.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

/** Whose file it is: chosen here, named by the address, or one's only organisation. */
function useOwner(): [Organisation | undefined, (organisation: Organisation | undefined) => void] {
  const { team, writesFor } = useReader()
  const [params, change] = useAddress()
  const id = idOf('org').safeParse(params.organisation).data
  const { data } = useCall(membersApi.get, { id: id ?? 'org_' }, { enabled: team && id !== undefined })
  const named = team ? data?.organisation : writesFor.find((one) => one.id === id)
  const owner = id ? named : team ? undefined : writesFor[0]
  return [owner, (organisation) => change({ organisation: organisation?.id })]
}

/** A file of what an organisation runs: first what it would do, then, when somebody has looked, it is done. */
export function ImportPage() {
  const t = useText(productsTexts)
  const { team, mayWrite } = useReader()
  const [owner, setOwner] = useOwner()
  if (!mayWrite)
    return (
      <Page title={t('import.title')}>
        <Empty title={t('import.nobody')} actions={<ButtonLink to="/products">{t('line.back')}</ButtonLink>}>
          <p>{t('import.nobody.why')}</p>
        </Empty>
      </Page>
    )
  return (
    <Page title={t('import.title')} lead={t('import.lead')} actions={<ButtonLink to="/products">{t('line.back')}</ButtonLink>}>
      <div className="form">
        <OrganisationPicker chosen={owner} onChoose={setOwner} />
      </div>
      {owner ? <Inlet key={owner.id} owner={owner} /> : team && <p>{t('import.choose')}</p>}
    </Page>
  )
}

function Inlet({ owner }: { owner: Organisation }) {
  const t = useText(productsTexts)
  const { team } = useReader()
  const [file, setFile] = useState<File>()
  const [report, setReport] = useState<ImportReport>()
  const [fault, setFault] = useState<ApiFault>()
  const [busy, setBusy] = useState(false)
  const [list, setList] = useState('inventory')
  const [system, setSystem] = useState('')
  const [saidBy, setSaidBy] = useState('')
  const wanted = { id: owner.id, list: list.trim() || 'inventory', system, saidBy }
  const preview = async (chosen: File, onProgress: (sent: number, total: number) => void) => {
    setReport(undefined)
    setFault(undefined)
    setReport(await upload(productsApi.import, chosen, { ...wanted, dryRun: 'true' }, onProgress))
    setFile(chosen)
  }
  const perform = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      setReport(await upload(productsApi.import, file!, { ...wanted, dryRun: 'false' }, () => {}))
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
    <>
      <div className="form">
        {!file && (
          <>
            <TextField
              name="list"
              label={t('import.list')}
              hint={t('import.list.hint')}
              value={list}
              onChange={({ target }) => setList(target.value)}
              maxLength={100}
            />
            <TextField
              name="system"
              label={t('import.system')}
              hint={t('import.system.hint')}
              value={system}
              onChange={({ target }) => setSystem(target.value)}
              maxLength={longest.system}
              optional
            />
            <FileDrop
              label={t('import.file')}
              hint={t('import.file.hint')}
              accept=".csv,.txt,.json,.xml,.spdx,.gz,text/csv,application/json,application/xml"
              send={preview}
            />
          </>
        )}
        {file && team && (
          <TextField
            name="saidBy"
            label={t('field.saidBy')}
            hint={t('field.saidBy.hint')}
            value={saidBy}
            onChange={({ target }) => setSaidBy(target.value)}
            maxLength={200}
          />
        )}
      </div>
      {fault && <FaultNotice fault={fault} />}
      {report && <Told report={report} name={file?.name ?? ''} />}
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
      {report && <Report report={report} />}
      <Imports organisation={owner.id} />
    </>
  )
}

/** What was done, or what will be when one goes on. */
function Told({ report, name }: { report: ImportReport; name: string }) {
  const t = useText(productsTexts)
  const [title, next] = report.already
    ? ([t('import.already'), t('import.already.next')] as const)
    : report.dryRun
      ? ([t('import.preview', { name }), t('import.preview.next')] as const)
      : ([t('import.done'), t('import.done.next')] as const)
  return (
    <div role="status">
      <Notice tone={report.dryRun ? 'info' : 'success'} title={title}>
        <p>{next}</p>
      </Notice>
      {!report.complete && (
        <Notice tone="warning" title={t('import.incomplete')}>
          <p>{t('import.incomplete.next')}</p>
        </Notice>
      )}
      {report.dryRun && report.gone > 0 && (
        <Notice tone="warning" title={t('import.gone.warn', { count: report.gone })}>
          <p>{t('import.gone.next')}</p>
        </Notice>
      )}
    </div>
  )
}
