import { PencilIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { findingsApi, unsettled } from '#capabilities/findings/contract.ts'
import { measuresApi } from '#capabilities/measures/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import { noticesApi } from '#capabilities/notices/contract.ts'
import { watchApi } from '#capabilities/watch/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type MemberView, overviewApi } from '../contract.ts'
import { Now } from './Now.tsx'
import { Contacts, Holdings } from './Reach.tsx'
import { useMayDecide } from './reader.ts'
import { Measures, Told } from './Told.tsx'
import { overviewTexts } from './texts.ts'
import type { Shown } from './types.ts'
import './overview.css'

/** Everything that the rooms below know of one organisation; the register's own page keeps the editing. */
export function OverviewPage() {
  const t = useText(overviewTexts)
  const id = usePlace('id') as Id<'org'>
  const { data, error, refetch } = useCall(membersApi.get, { id })
  if (error && !data)
    return (
      <Page title={t('one.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One key={id} shown={data} /> : <PageAwaited />
}

function One({ shown }: { shown: Shown }) {
  const t = useText(overviewTexts)
  const { organisation } = shown
  const { id } = organisation
  const mayDecide = useMayDecide()
  const [previews, setPreviews] = useState(false)
  const { data, error, refetch } = useCall(overviewApi.organisation, { id })
  return (
    <Page
      title={organisation.name}
      lead={[organisation.kinds.map((kind) => t(`kind.${kind}`)).join(', '), organisation.number ?? t('fact.number.none')].join(
        ' · ',
      )}
      actions={
        <>
          {mayDecide && (
            <Button look="secondary" onClick={() => setPreviews(true)}>
              {t('one.preview')}
            </Button>
          )}
          <ButtonLink to={`/organisations/${id}/told-how`}>{t('one.toldHow')}</ButtonLink>
          <ButtonLink to={`/organisations/${id}`} icon={<PencilIcon aria-hidden="true" />}>
            {t('one.register')}
          </ButtonLink>
        </>
      }
    >
      <Standing shown={shown} />
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      <Glance id={id} view={data?.view} />
      <Tabs
        label={t('one.tabs')}
        tabs={[
          { key: 'now', title: t('tab.now'), panel: () => <Now shown={shown} view={data?.view} /> },
          { key: 'holdings', title: t('tab.holdings'), panel: () => <Holdings id={id} view={data?.view} /> },
          { key: 'contacts', title: t('tab.contacts'), panel: () => <Contacts contacts={shown.contacts} view={data?.view} /> },
          { key: 'told', title: t('tab.told'), panel: () => <Told organisation={organisation} /> },
          { key: 'measures', title: t('tab.measures'), panel: () => <Measures id={id} /> },
        ]}
      />
      {previews && <PreviewDialog organisation={organisation} onClose={() => setPreviews(false)} />}
    </Page>
  )
}

/** What the reader must know first: it has left the list, is no member, or is sent nothing. */
function Standing({ shown: { organisation } }: { shown: Shown }) {
  const t = useText(overviewTexts)
  const { data } = useCall(noticesApi.preference, { id: organisation.id })
  const until = data?.preference.frozenUntil
  return (
    <>
      {organisation.gone && <Notice tone="warning" title={t('one.gone')} />}
      {organisation.membership !== 'member' && <Notice tone="info" title={t('one.outsider')} />}
      {until && (
        <Notice tone="warning" title={t('one.frozen')}>
          <p>
            {t('one.frozen.until')} <TimeText at={until} />
          </p>
        </Notice>
      )}
    </>
  )
}

/** How it stands in one line, each number with what it is of. */
function Glance({ id, view }: { id: Id<'org'>; view: MemberView | undefined }) {
  const t = useText(overviewTexts)
  const { data: open } = useCall(findingsApi.count, { organisation: [id], state: [...unsettled] })
  const { data: all } = useCall(findingsApi.count, { organisation: [id] })
  const { data: measures } = useCall(measuresApi.count, { organisation: id })
  const { data: tasks } = useCall(watchApi.count, { organisation: id })
  if (!open || !all || !measures || !tasks || !view) return <p className="count">…</p>
  const { open: free = 0, taken = 0 } = tasks.byState
  const { silence } = view
  const told = silence.elsewhere.reduce(
    (sum, other) => ({ unanswered: sum.unanswered + other.unanswered, findings: sum.findings + other.findings }),
    { unanswered: silence.unanswered, findings: silence.findings },
  )
  return (
    <p>
      <CountText
        parts={[
          { value: open.count, what: t('glance.unsettled'), of: all.count },
          { value: told.unanswered, what: t('glance.unanswered'), of: told.findings },
          { value: measures.overdue, what: t('glance.measures'), of: measures.count },
          { value: free + taken, what: t('glance.tasks'), of: tasks.count },
        ]}
      />
    </p>
  )
}

/** What the organisation would be told now; nothing is sent. */
function PreviewDialog({
  organisation: { id, name },
  onClose,
}: {
  organisation: { id: Id<'org'>; name: string }
  onClose: () => void
}) {
  const t = useText(overviewTexts)
  const { data, error } = useCall(noticesApi.preview, { id })
  return (
    <Dialog title={t('one.preview.of', { name })} onClose={onClose}>
      <p>{t('one.preview.means')}</p>
      {error && <FaultNotice fault={error} />}
      {data && (
        <>
          <p>
            <b>{data.subject}</b>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that is longer than its frame is moved by the arrow keys */}
          <pre className="panel overview-text" tabIndex={0}>
            {data.text.replaceAll(answerPlace, '…')}
          </pre>
        </>
      )}
    </Dialog>
  )
}

/** Where each copy has its own answer link. */
const answerPlace = '{{answer}}'
