import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { usePlace } from '#ui/pages.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Closing, feedsApi } from '../../contract.ts'
import { Findings } from './Findings.tsx'
import { closingTexts } from './texts.ts'

type Whole = z.output<typeof feedsApi.closing.output>

/** One closing: why it waits, what would be closed, and what the source delivered; two buttons decide it. */
export function ClosingPage() {
  const t = useText(closingTexts)
  const id = usePlace('id') as Id<'clo'>
  const { data, error, refetch } = useCall(feedsApi.closing, { id })
  if (error && !data)
    return (
      <Page title={t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One {...data} /> : <PageAwaited />
}

function One({ closing, sample, stretches }: Whole) {
  const t = useText(closingTexts)
  const locale = useLocale()
  const [asks, setAsks] = useState<'release' | 'refuse'>()
  const waits = closing.state === 'waiting'
  const close = () => setAsks(undefined)
  return (
    <Page
      title={closing.kindName}
      lead={t('one.lead', { source: closing.source.title })}
      actions={
        waits && (
          <>
            <Button onClick={() => setAsks('release')}>{t('release.open')}</Button>
            <Button look="secondary" onClick={() => setAsks('refuse')}>
              {t('refuse.open')}
            </Button>
          </>
        )
      }
    >
      {waits && (
        <Notice tone="warning" title={t('one.why')}>
          <p>
            {t('one.why.text', { count: numberText(closing.findings, locale), of: numberText(closing.of, locale) })}{' '}
            {t('one.why.check')}
          </p>
        </Notice>
      )}
      {closing.state === 'released' && !closing.done && <Notice tone="info">{t('one.closing')}</Notice>}
      <Facts closing={closing} />
      {waits && <Sample sample={sample} />}
      <Stretches stretches={stretches} />
      {asks === 'release' && <ReleaseDialog closing={closing} onClose={close} />}
      {asks === 'refuse' && <RefuseDialog closing={closing} onClose={close} />}
    </Page>
  )
}

function Facts({ closing }: { closing: Closing }) {
  const t = useText(closingTexts)
  const { source } = closing
  return (
    <Definition
      items={[
        [t('column.state'), t(`state.${closing.state}`)],
        [t('column.findings'), <Findings key="findings" closing={closing} />],
        [
          t('column.source'),
          source.id ? (
            <TextLink key="source" to={`/sources/${source.id}`}>
              {source.title}
            </TextLink>
          ) : (
            source.title
          ),
        ],
        [
          t('one.span'),
          <span key="span">
            <TimeText at={closing.absentSince} only="moment" /> – <TimeText at={closing.through} only="moment" />
          </span>,
        ],
        [t('column.since'), <TimeText key="since" at={closing.createdAt} />],
        [
          t('one.decided'),
          closing.decidedAt && (
            <span key="decided">
              {closing.decidedBy}, <TimeText at={closing.decidedAt} />
            </span>
          ),
        ],
        [t('one.reason'), closing.reason],
      ]}
    />
  )
}

function Sample({ sample }: Pick<Whole, 'sample'>) {
  const t = useText(closingTexts)
  return (
    <Section title={t('one.sample')}>
      <DataTable
        caption={t('one.sample')}
        columns={[
          { key: 'asset', title: t('column.asset'), cell: ({ assetText }) => assetText },
          { key: 'owner', title: t('column.owner'), cell: ({ organisation }) => organisation.name },
          { key: 'seen', title: t('column.seen'), tight: true, cell: ({ lastSeen }) => <TimeText at={lastSeen} /> },
        ]}
        rows={sample}
        rowKey={({ id }) => id}
        rowName={({ assetText }) => assetText}
        rowLink={({ id }) => `/findings/${id}`}
        empty={<Empty title={t('one.sample.none')} />}
      />
    </Section>
  )
}

function Stretches({ stretches }: Pick<Whole, 'stretches'>) {
  const t = useText(closingTexts)
  const locale = useLocale()
  if (stretches.length === 0) return null
  return (
    <Section title={t('one.stretches')}>
      <DataTable
        caption={t('one.stretches')}
        columns={[
          {
            key: 'from',
            title: t('column.from'),
            cell: ({ from, to }) => (
              <>
                <TimeText at={from} only="moment" /> – <TimeText at={to} only="moment" />
              </>
            ),
          },
          { key: 'files', title: t('column.files'), tight: true, cell: ({ files }) => numberText(files, locale) },
          { key: 'says', title: t('column.says'), cell: ({ words }) => words },
        ]}
        rows={stretches}
        rowKey={({ from }) => from}
        rowName={({ from }) => from}
        empty={null}
      />
    </Section>
  )
}

function ReleaseDialog({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const t = useText(closingTexts)
  const locale = useLocale()
  const count = numberText(closing.findings, locale)
  const release = useAction(feedsApi.release, {
    onDone: () => {
      tell(t('release.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('release.title', { count })}
      preview={
        <>
          <p>{t('release.preview', { source: closing.source.title })}</p>
          <p>{t('release.later')}</p>
        </>
      }
      action={t('release.action', { count })}
      busy={release.isPending}
      fault={release.error}
      onConfirm={() => release.mutate({ id: closing.id })}
      onClose={onClose}
    />
  )
}

function RefuseDialog({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const t = useText(closingTexts)
  const locale = useLocale()
  const refuse = useAction(feedsApi.refuse, {
    onDone: () => {
      tell(t('refuse.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('refuse.title', { count: numberText(closing.findings, locale) })} onClose={onClose}>
      <Form
        action={t('refuse.action')}
        busy={refuse.isPending}
        fault={worded(refuse.error, { reason: t('refuse.reason.wrong') }, t('refuse.wrong'))}
        onSubmit={({ reason = '' }) => refuse.mutate({ id: closing.id, reason: reason.trim() })}
        actions={
          <Button look="secondary" onClick={onClose}>
            {t('refuse.cancel')}
          </Button>
        }
      >
        <p>{t('refuse.preview')}</p>
        <TextAreaField name="reason" label={t('refuse.reason')} hint={t('refuse.reason.hint')} rows={2} />
      </Form>
    </Dialog>
  )
}
