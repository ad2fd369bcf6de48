import { CheckmarkIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { dayText } from '#domain/dates.ts'
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
import { useLocale, useText } from '#ui/text/text.ts'
import { type AuditLine, accessApi, type Verification as Verified } from '../contract.ts'
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
  'case',
  'shift',
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
  const [{ after, ...address }, change] = useAddress()
  const { organisation, object, who } = address
  const asked = askedIn(address)
  const { data, error, refetch, isFetching } = useCall(accessApi.audit, { ...asked, ...(after && { after }) })
  const columns: Column<AuditLine>[] = [
    { key: 'position', title: t('audit.position'), cell: ({ position }) => position, align: 'end', tight: true },
    { key: 'at', title: t('audit.at'), cell: ({ at }) => <TimeText at={at} />, tight: true },
    { key: 'who', title: t('audit.who'), cell: ({ who }) => <Who who={who} onOnly={() => change({ who: who.id })} /> },
    {
      key: 'action',
      title: t('audit.action'),
      cell: ({ words, thing, why }) => (
        <div>
          <b>{words}</b>
          <div>{thing.link ? <TextLink to={thing.link}>{thing.words}</TextLink> : thing.words}</div>
          {why && <q>{why}</q>}
        </div>
      ),
    },
    {
      key: 'detail',
      title: t('audit.detail'),
      cell: (line) => <Detail {...line} onOnly={object ? undefined : () => change({ object: line.object })} />,
    },
  ]
  return (
    <Page
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={<TableDownloads csv={accessApi.exportAudit} xlsx={accessApi.exportAuditXlsx} input={asked} />}
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
          { kind: 'day', name: 'from', label: t('audit.from') },
          { kind: 'day', name: 'to', label: t('audit.to') },
        ]}
        childrenSet={[organisation, object, who].filter(Boolean).length}
      >
        {organisation && (
          <Only
            said={t('audit.organisation')}
            all={t('audit.organisation.all')}
            onAll={() => change({ organisation: undefined })}
          />
        )}
        {object && <Only said={t('audit.object')} all={t('audit.object.all')} onAll={() => change({ object: undefined })} />}
        {who && (
          <Only
            said={t('audit.one', { name: data?.rows[0]?.who.name ?? who })}
            all={t('audit.one.all')}
            onAll={() => change({ who: undefined })}
          />
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

const filters = ['q', 'action', 'object', 'who', 'from', 'to'] as const

/** What the address asks of the trail. */
function askedIn(address: Record<string, string | undefined>) {
  const set = Object.fromEntries(filters.flatMap((name) => (address[name] ? [[name, address[name]]] : [])))
  return { ...set, ...(address.organisation && { organisation: address.organisation as Id<'org'> }) }
}

/** That the list is about one thing, and the way back to all. */
function Only({ said, all, onAll }: { said: string; all: string; onAll: () => void }) {
  return (
    <p className="actions">
      {said}
      <Button look="tertiary" onClick={onAll}>
        {all}
      </Button>
    </p>
  )
}

const kinds = ['person', 'key', 'system'] as const

function Who({ who, onOnly }: { who: AuditLine['who']; onOnly: () => void }) {
  const t = useText(accessTexts)
  const kind = kinds.find((each) => each === who.kind)
  return (
    <div>
      <Button look="tertiary" onClick={onOnly} title={t('audit.one.only', { name: who.name })}>
        {who.name}
      </Button>
      {kind && <div className="field-hint">{t(`audit.who.${kind}`)}</div>}
    </div>
  )
}

function Detail({
  action,
  object,
  detail,
  hash,
  onOnly,
}: Pick<AuditLine, 'action' | 'object' | 'detail' | 'hash'> & { onOnly: (() => void) | undefined }) {
  const t = useText(accessTexts)
  return (
    <details className="evidence">
      <summary>{t('audit.detail.show')}</summary>
      <pre>{JSON.stringify({ action, object, ...detail }, null, 2)}</pre>
      <code>{hash}</code>
      {onOnly && (
        <div>
          <Button look="tertiary" onClick={onOnly}>
            {t('audit.object.only')}
          </Button>
        </div>
      )}
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
          (data.whole ? (
            <Notice tone="success" title={t('audit.holds')}>
              <p>{t('audit.holds.text', { count: data.entries })}</p>
              <p>{t('audit.holds.signed', { days: data.signedDays, rest: data.unsigned })}</p>
            </Notice>
          ) : (
            <Faults {...data} />
          ))}
      </div>
    </>
  )
}

/** What the verification found: each entry and each day by name, so that somebody can go and look. */
function Faults({ faults, days, kept }: Verified) {
  const t = useText(accessTexts)
  const locale = useLocale()
  return (
    <Notice tone="danger" title={t('audit.broken')}>
      <ul>
        {faults.map(({ what, position, count = 1, at, who }) => (
          <li key={`${what} ${position}`}>
            {t(`audit.fault.${what}`, { line: position, count })}
            {at && (
              <>
                {' '}
                · {who} · <TimeText at={at} />
              </>
            )}
          </li>
        ))}
        {days.map(({ what, day, first, last }) => (
          <li key={`${what} ${day}`}>{t(`audit.day.${what}`, { day: dayText(`${day}T12:00:00.000Z`, locale), first, last })}</li>
        ))}
        {(kept === 'forged' || kept === 'rewritten') && <li>{t(`audit.kept.${kept}`)}</li>}
      </ul>
      <p>{t('audit.broken.text')}</p>
    </Notice>
  )
}
