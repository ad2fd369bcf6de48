import { inFours } from '#domain/fingerprint.ts'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { useCountWords } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Filters, readMany } from '#ui/kit/Filters.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type DocumentRow, documentStates, publishingApi } from '../contract.ts'
import { FeedLinks } from './Feeds.tsx'
import { publishingTexts } from './texts.ts'
import './publishing.css'

const everySeconds = 15

/** What is published where, how far each document has come, and why some could not be made. */
export function PublishingPage() {
  const t = useText(publishingTexts)
  const again = useAction(publishingApi.allAgain, { onDone: () => tell(t('team.asked')) })
  return (
    <Page
      title={t('team.title')}
      lead={t('team.lead')}
      actions={
        <Button look="secondary" busy={again.isPending} onClick={() => again.mutate({})}>
          {t('team.again')}
        </Button>
      }
    >
      {again.error && <FaultNotice fault={again.error} />}
      <Overview />
      <Documents />
    </Page>
  )
}

function Overview() {
  const t = useText(publishingTexts)
  const { data, error, refetch } = useCall(publishingApi.overview, {}, { everySeconds, quiet: true })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    <>
      {data?.fingerprint === null && (
        <Notice tone="warning" title={t('team.noKey')}>
          <p>{t('team.noKey.next')}</p>
        </Notice>
      )}
      {data && (data.byState.failed ?? 0) > 0 && (
        <Notice tone="danger" title={t('team.failed')}>
          <p>{t('team.failed.next')}</p>
        </Notice>
      )}
      {data && data.fingerprint !== null && data.resign > 0 && (
        <Notice tone="warning" title={t('team.resign')}>
          <p>{t('team.resign.next')}</p>
        </Notice>
      )}
      <Section title={t('team.where')}>
        <Definition
          items={[
            [
              t('team.open'),
              <span key="open">
                <TextLink to="/warnings">/warnings</TextLink>
                {data && ` · ${t('team.open.count', { count: data.open })}`}
              </span>,
            ],
            [
              t('team.week'),
              <TextLink key="week" to="/weeks">
                {data ? `/weeks/${data.thisWeek}` : '/weeks'}
              </TextLink>,
            ],
            [t('team.feeds'), <FeedLinks key="feeds" feed="warnings" />],
            [
              t('team.metadata'),
              <a key="csaf" className="ds-link publishing-address" href="/.well-known/csaf/provider-metadata.json">
                {data?.metadata ?? '…'}
              </a>,
            ],
            [t('team.closed'), t('team.closed.text')],
            [
              t('team.key'),
              <span key="key" className="publishing-address">
                {data?.fingerprint ? inFours(data.fingerprint) : '–'}
              </span>,
            ],
            [t('team.last'), data?.lastMadeAt ? <TimeText key="last" at={data.lastMadeAt} /> : t('team.never')],
          ]}
        />
      </Section>
    </>
  )
}

function Documents() {
  const t = useText(publishingTexts)
  const inWords = useCountWords()
  const [params] = useAddress()
  const states = documentStates.filter((one) => readMany(params.state).includes(one))
  const asked = { ...(states.length > 0 && { state: states }), ...(params.after && { after: params.after }) }
  const { data, error, isFetching, refetch } = useCall(publishingApi.documents, asked, { everySeconds, quiet: true })
  const columns: Column<DocumentRow>[] = [
    { key: 'document', title: t('column.document'), cell: ({ trackingId }) => trackingId },
    { key: 'label', title: t('column.label'), tight: true, cell: ({ tlp }) => <TlpChip tlp={tlp} /> },
    { key: 'state', title: t('column.state'), cell: (row) => <State row={row} /> },
    { key: 'made', title: t('column.made'), tight: true, cell: ({ signedAt }) => (signedAt ? <TimeText at={signedAt} /> : '–') },
    { key: 'next', title: t('column.next'), tight: true, cell: (row) => <Again row={row} /> },
  ]
  return (
    <Section title={t('team.documents')}>
      <Filters
        filters={[
          {
            kind: 'many',
            name: 'state',
            label: t('column.state'),
            choices: documentStates.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      />
      <p className="faint" aria-live="polite">
        {data && t('team.count', { count: inWords(data.count) })}
      </p>
      <DataTable<DocumentRow>
        caption={t('team.documents')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id, number }) => `${id} ${number}`}
        rowName={({ trackingId }) => trackingId}
        rowLink={({ id }) => `/advisories/${id}`}
        rowNote={({ version, ended }) => (ended ? t(`document.${ended}`) : t('document.version', { version }))}
        empty={
          <Empty title={t(states.length > 0 ? 'open.filtered' : 'team.none')}>
            <p>{t(states.length > 0 ? 'open.filtered.next' : 'team.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Section>
  )
}

const shownFailures = 3

function State({ row: { state, failures, url } }: { row: DocumentRow }) {
  const t = useText(publishingTexts)
  return (
    <>
      {url && state === 'ready' ? (
        <a className="ds-link" href={url}>
          {t('state.ready')}
        </a>
      ) : (
        t(`state.${state}`)
      )}
      {state === 'failed' &&
        failures.slice(0, shownFailures).map(({ test, pointer, message, group }) => (
          <div key={`${test} ${pointer}`} className="field-hint publishing-address">
            {group === 'key' ? t('document.noKey') : t('document.why', { test, place: pointer || '/', message })}
          </div>
        ))}
    </>
  )
}

function Again({ row: { id, state } }: { row: DocumentRow }) {
  const t = useText(publishingTexts)
  const again = useAction(publishingApi.again, { onDone: () => tell(t('team.asked')) })
  if (state !== 'failed') return null
  return (
    <Button look="secondary" busy={again.isPending} onClick={() => again.mutate({ id })}>
      {t('document.again')}
    </Button>
  )
}
