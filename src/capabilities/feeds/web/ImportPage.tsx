import { ArrowsCirclepathIcon, DownloadIcon, TrashIcon } from '@navikt/aksel-icons'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { csvRow } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import { ApiFault, answers, call, fileAddress, stream, useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, Spinner, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { bytesText, numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { feedsApi, type Import, type Tally } from '../contract.ts'
import { Issues } from './Issues.tsx'
import { feedsTexts } from './texts.ts'
import './feeds.css'

const isAtWork = (state: Import['state']): boolean => ['receiving', 'received', 'reading', 'withdrawing'].includes(state)

/** One file that came in: how far it is read, what became of its rows, and what could not be understood. */
export function ImportPage() {
  const t = useText(feedsTexts)
  const id = usePlace('id') as Id<'imp'>
  const { data, error, refetch } = useCall(feedsApi.import, { id })
  if (error && !data)
    return (
      <Page title={t('import.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
        {error.status === 404 && <p>{t('import.missing.next')}</p>}
      </Page>
    )
  return data ? <One file={data.import} /> : <PageAwaited />
}

function One({ file }: { file: Import }) {
  const t = useText(feedsTexts)
  const locale = useLocale()
  const [asks, setAsks] = useState<'replay' | 'withdraw'>()
  return (
    <Page
      title={file.fileName}
      lead={
        <>
          {t('import.from')} <TextLink to={`/sources/${file.source.id}`}>{file.source.name}</TextLink>
        </>
      }
      actions={
        <>
          <a className="ds-button" data-variant="secondary" href={fileAddress(feedsApi.raw, { id: file.id })}>
            <DownloadIcon aria-hidden="true" />
            {t('import.raw')}
          </a>
          <Button
            look="secondary"
            icon={<ArrowsCirclepathIcon aria-hidden="true" />}
            disabled={isAtWork(file.state)}
            onClick={() => setAsks('replay')}
          >
            {t('replay.open')}
          </Button>
          <Button
            look="secondary"
            danger
            icon={<TrashIcon aria-hidden="true" />}
            disabled={isAtWork(file.state)}
            onClick={() => setAsks('withdraw')}
          >
            {t('withdraw.open')}
          </Button>
        </>
      }
    >
      {isAtWork(file.state) && <Progress key={file.state} file={file} />}
      {(file.state === 'failed' || file.state === 'unreadable') && (
        <Notice tone="danger" title={t(`state.${file.state}.title`)}>
          <p>{t(`state.${file.state}.next`)}</p>
          {file.message && (
            <p>
              <code>{file.message}</code>
            </p>
          )}
        </Notice>
      )}
      {file.truncated && (
        <Notice tone="warning" title={t('import.truncated')}>
          <p>{t('import.truncated.means')}</p>
        </Notice>
      )}
      <Section title={t('tally.title')}>
        <Outcome tally={file.tally} />
      </Section>
      <IssueSection file={file} />
      <Section title={t('import.facts')}>
        <Definition
          items={[
            [t('import.state'), t(`state.${file.state}`)],
            [t('import.received'), <TimeText key="at" at={file.receivedAt} />],
            [t('import.by'), file.receivedBy],
            [t('import.type'), file.reportType],
            [t('import.size'), bytesText(file.sizeBytes, locale)],
            [t('import.sha'), <code key="sha">{file.sha256}</code>],
            [
              t('import.span'),
              file.firstSeenAt && file.lastSeenAt && (
                <span key="span">
                  <TimeText at={file.firstSeenAt} only="moment" /> – <TimeText at={file.lastSeenAt} only="moment" />
                </span>
              ),
            ],
          ]}
        />
      </Section>
      {asks === 'replay' && <ReplayDialog file={file} onClose={() => setAsks(undefined)} />}
      {asks === 'withdraw' && <WithdrawDialog file={file} onClose={() => setAsks(undefined)} />}
    </Page>
  )
}

/** Follows the reading while it goes on; whoever leaves and comes back sees where it is. */
function Progress({ file }: { file: Import }) {
  const t = useText(feedsTexts)
  const locale = useLocale()
  const [rows, setRows] = useState(file.tally.rows)
  useEffect(
    () =>
      // The server ends the stream with the last state; listening on would only begin it anew.
      listenUntilDone(file.id, (event) => {
        setRows(event.rows)
        if (event.state !== file.state || !isAtWork(event.state)) void answers.invalidateQueries()
      }),
    [file.id, file.state],
  )
  return (
    <div role="status">
      <Notice tone="info" title={t(`progress.${file.state === 'withdrawing' ? 'withdrawing' : 'reading'}`)}>
        <p className="loading">
          <Spinner /> {t('progress.rows', { rows: numberText(rows, locale) })}
        </p>
        <p>{t('progress.leave')}</p>
      </Notice>
    </div>
  )
}

interface Step {
  state: Import['state']
  rows: number
}

function listenUntilDone(id: Id<'imp'>, onStep: (step: Step) => void): () => void {
  const stop = stream(feedsApi.progress, { id }, (step: Step) => {
    if (!isAtWork(step.state)) stop()
    onStep(step)
  })
  return stop
}

type Line = [name: keyof Tally, of: keyof Tally | undefined, depth: 0 | 1 | 2]
const lines: readonly Line[] = [
  ['rows', undefined, 0],
  ['sightings', 'rows', 0],
  ['attributed', 'sightings', 1],
  ['opened', 'attributed', 2],
  ['reopened', 'attributed', 2],
  ['seenAgain', 'attributed', 2],
  ['seenLate', 'attributed', 2],
  ['unattributed', 'sightings', 1],
  ['ambiguous', 'sightings', 1],
  ['outsiders', 'sightings', 1],
  ['ignored', 'sightings', 1],
  ['issues', undefined, 0],
]

/** What became of the rows; every number says of how many. */
function Outcome({ tally }: { tally: Tally }) {
  const t = useText(feedsTexts)
  return (
    <dl className="tally">
      {lines.map(([name, of, depth]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt data-depth={depth}>{t(`tally.${name}`)}</dt>
          <dd>
            {of && (
              <span className="tally-bar">
                <span style={{ width: `${tally[of] > 0 ? (100 * tally[name]) / tally[of] : 0}%` }} />
              </span>
            )}
            <CountText parts={[{ value: tally[name], what: '', ...(of && { of: tally[of] }) }]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function IssueSection({ file }: { file: Import }) {
  const t = useText(feedsTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(feedsApi.issues, { id: file.id, ...(after && { after }) })
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<ApiFault>()
  const download = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      await saveIssues(file)
    } catch (cause) {
      if (!(cause instanceof ApiFault)) throw cause
      setFault(cause)
    } finally {
      setBusy(false)
    }
  }
  const none = data?.rows.length === 0 && !after
  return (
    <Section
      title={t('issue.title')}
      actions={
        !none && (
          <Button look="secondary" busy={busy} icon={<DownloadIcon aria-hidden="true" />} onClick={() => void download()}>
            {t('issue.download')}
          </Button>
        )
      }
    >
      {fault && <FaultNotice fault={fault} />}
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {none ? (
        <Empty title={isAtWork(file.state) ? t('issue.none.yet') : t('issue.none')} />
      ) : (
        data && <Issues issues={data.rows} busy={isFetching} />
      )}
      <Pager next={data?.next} />
    </Section>
  )
}

const pageRows = 200

/** All issues of a file as CSV, fetched page by page. */
async function saveIssues(file: Import): Promise<void> {
  const rows = [csvRow(['line', 'code', 'field', 'reason', 'found'])]
  let after: string | undefined
  do {
    const page = await call(feedsApi.issues, { id: file.id, limit: pageRows, ...(after && { after }) })
    rows.push(...page.rows.map(({ line, code, field, words, found }) => csvRow([line, code, field, words, found])))
    after = page.next
  } while (after)
  const url = URL.createObjectURL(new Blob(['\ufeff', ...rows], { type: 'text/csv' }))
  Object.assign(document.createElement('a'), { href: url, download: `${file.fileName}-issues.csv` }).click()
  URL.revokeObjectURL(url)
}

function ReplayDialog({ file, onClose }: { file: Import; onClose: () => void }) {
  const t = useText(feedsTexts)
  const replay = useAction(feedsApi.replay, {
    onDone: () => {
      tell(t('replay.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('replay.title', { name: file.fileName })}
      preview={
        <>
          <p>{t('replay.preview')}</p>
          <p>{t('replay.keeps')}</p>
        </>
      }
      action={t('replay.action')}
      busy={replay.isPending}
      fault={replay.error}
      onConfirm={() => replay.mutate({ id: file.id })}
      onClose={onClose}
    />
  )
}

function WithdrawDialog({ file, onClose }: { file: Import; onClose: () => void }) {
  const t = useText(feedsTexts)
  const locale = useLocale()
  const navigate = useNavigate()
  const withdraw = useAction(feedsApi.withdraw, {
    onDone: () => {
      tell(t('withdraw.done', { name: file.fileName }))
      void navigate({ to: `/sources/${file.source.id}` })
    },
  })
  return (
    <Dialog title={t('withdraw.title', { name: file.fileName })} onClose={onClose}>
      <Form
        action={t('withdraw.action')}
        busy={withdraw.isPending}
        fault={worded(withdraw.error, { reason: t('withdraw.reason.wrong') }, t('form.wrong'))}
        onSubmit={({ reason = '' }) => withdraw.mutate({ id: file.id, reason: reason.trim() })}
        actions={
          <Button look="secondary" onClick={onClose}>
            {t('withdraw.cancel')}
          </Button>
        }
      >
        <ul className="ds-list">
          <li>{t('withdraw.sightings', { count: numberText(file.tally.sightings, locale) })}</li>
          <li>{t('withdraw.findings', { count: numberText(file.tally.opened, locale) })}</li>
          <li>{t('withdraw.others')}</li>
          <li>{t('withdraw.trail')}</li>
        </ul>
        <TextAreaField name="reason" label={t('withdraw.reason')} hint={t('withdraw.reason.hint')} rows={2} />
      </Form>
    </Dialog>
  )
}
