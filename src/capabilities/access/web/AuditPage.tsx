import { CheckmarkIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type AuditLine, accessApi } from '../contract.ts'
import { accessTexts } from './texts.ts'

/** What the first word of an action is about. */
const areas = [
  'session',
  'person',
  'key',
  'organisation',
  'holding',
  'contact',
  'members',
  'source',
  'import',
  'finding',
  'closing',
  'measure',
  'notice',
  'routing',
  'sender',
  'webhook',
  'window',
  'ignore-rule',
  'audit',
] as const

/** All that was done, by whom and when, and whether the chain still holds. */
export function AuditPage() {
  const t = useText(accessTexts)
  const [{ q, action, organisation, after }, change] = useAddress()
  const about = organisation && { organisation: organisation as Id<'org'> }
  const { data, error, refetch, isFetching } = useCall(accessApi.audit, {
    ...(q && { q }),
    ...(action && { action }),
    ...(after && { after }),
    ...about,
  })
  const columns: Column<AuditLine>[] = [
    { key: 'position', title: t('audit.position'), cell: ({ position }) => position, align: 'end', tight: true },
    { key: 'at', title: t('audit.at'), cell: ({ at }) => <TimeText at={at} />, tight: true },
    { key: 'who', title: t('audit.who'), cell: ({ who }) => <Who who={who} /> },
    {
      key: 'action',
      title: t('audit.action'),
      cell: ({ words, thing }) => (
        <div>
          <b>{words}</b>
          <div>{thing.link ? <TextLink to={thing.link}>{thing.words}</TextLink> : thing.words}</div>
        </div>
      ),
    },
    { key: 'detail', title: t('audit.detail'), cell: (line) => <Detail {...line} /> },
  ]
  return (
    <Page
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={<TableDownloads csv={accessApi.exportAudit} xlsx={accessApi.exportAuditXlsx} input={{ ...about }} />}
    >
      <Verification />
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('audit.search') },
          {
            kind: 'one',
            name: 'action',
            label: t('audit.action'),
            choices: areas.map((area) => ({ value: area === 'notice' ? area : `${area}.`, label: t(`audit.of.${area}`) })),
          },
        ]}
        childrenSet={organisation ? 1 : 0}
      >
        {organisation && (
          <p className="actions">
            {t('audit.organisation')}
            <Button look="tertiary" onClick={() => change({ organisation: undefined })}>
              {t('audit.organisation.all')}
            </Button>
          </p>
        )}
      </Filters>
      <DataTable
        caption={t('audit.caption')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ position }) => String(position)}
        rowName={({ position, words }) => `${position} ${words}`}
        empty={
          <Empty title={t('audit.none')}>
            <p>{t('audit.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}

const kinds = ['person', 'key', 'system'] as const

function Who({ who }: { who: AuditLine['who'] }) {
  const t = useText(accessTexts)
  const kind = kinds.find((each) => each === who.kind)
  return (
    <div>
      {who.name}
      {kind && <div className="field-hint">{t(`audit.who.${kind}`)}</div>}
    </div>
  )
}

function Detail({ action, object, detail, hash }: Pick<AuditLine, 'action' | 'object' | 'detail' | 'hash'>) {
  const t = useText(accessTexts)
  return (
    <details className="evidence">
      <summary>{t('audit.detail.show')}</summary>
      <pre>{JSON.stringify({ action, object, ...detail }, null, 2)}</pre>
      <code>{hash}</code>
    </details>
  )
}

/** Asks the server to walk the whole chain; the answer stays on the page. */
function Verification() {
  const t = useText(accessTexts)
  const [asked, setAsked] = useState(false)
  const { data, error, isFetching, refetch } = useCall(accessApi.verifyAudit, {}, { enabled: asked })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  return (
    <>
      <div className="actions">
        <Button
          look="secondary"
          icon={<CheckmarkIcon aria-hidden="true" />}
          busy={isFetching}
          onClick={() => (asked ? void refetch() : setAsked(true))}
        >
          {t(isFetching ? 'audit.verify.busy' : 'audit.verify')}
        </Button>
      </div>
      <div role="status">
        {data &&
          (data.broken === undefined ? (
            <Notice tone="success" title={t('audit.holds')}>
              <p>{t('audit.holds.text', { count: data.entries })}</p>
            </Notice>
          ) : (
            <Notice tone="danger" title={t('audit.broken', { line: data.broken })}>
              <p>{t('audit.broken.text', { count: data.entries })}</p>
            </Notice>
          ))}
      </div>
    </>
  )
}
