import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Partner, type PartnerKey, type PartnerProblem, partnersApi } from '../contract.ts'
import { PartnerForm } from './PartnerForm.tsx'
import { useMayKeep } from './reader.ts'
import { Status } from './Status.tsx'
import { partnersTexts } from './texts.ts'
import './partners.css'

/** One partner: how its last fetch went, what was not taken, its keys and settings. */
export function PartnerPage() {
  const t = useText(partnersTexts)
  const id = usePlace('id') as Id<'par'>
  const [watched, setWatched] = useState(false)
  const { data, error, refetch } = useCall(partnersApi.one, { id }, { everySeconds: watched ? 2 : 30 })
  // A fetch is followed closely while it runs.
  const isFetching = Boolean(data?.partner.fetching)
  if (watched !== isFetching) setWatched(isFetching)
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('one.missing') : t('partners.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One partner={data.partner} /> : <PageAwaited />
}

function One({ partner }: { partner: Partner }) {
  const t = useText(partnersTexts)
  const mayKeep = useMayKeep()
  const change = useAction(partnersApi.change, { onDone: () => tell(t('form.saved')) })
  return (
    <Page
      title={partner.name}
      lead={
        <>
          {t(`kind.${partner.kind}`)} · <span className="partner-place">{partner.address}</span>
        </>
      }
      actions={<Deeds partner={partner} mayKeep={mayKeep} />}
    >
      <LastFetch partner={partner} />
      <Problems partner={partner} />
      {partner.kind === 'csaf' && <Keys partner={partner} mayKeep={mayKeep} />}
      {mayKeep && (
        <Section title={t('one.settings')}>
          <PartnerForm
            key={partner.id}
            partner={partner}
            action={t('form.save')}
            busy={change.isPending}
            fault={change.error}
            onSave={(input) => change.mutate({ ...input, id: partner.id })}
          />
        </Section>
      )}
    </Page>
  )
}

function Deeds({ partner: { id, paused, fetching }, mayKeep }: { partner: Partner; mayKeep: boolean }) {
  const t = useText(partnersTexts)
  const navigate = useNavigate()
  const [asks, setAsks] = useState(false)
  const fetch = useAction(partnersApi.fetch, { onDone: () => tell(t('one.asked')) })
  const pause = useAction(partnersApi.pause)
  const remove = useAction(partnersApi.remove, {
    onDone: () => {
      tell(t('one.removed'))
      void navigate({ to: '/partners' })
    },
  })
  const fault = fetch.error ?? pause.error
  return (
    <>
      <Button busy={fetch.isPending || fetching !== null} onClick={() => fetch.mutate({ id })}>
        {t('one.fetch')}
      </Button>
      {mayKeep && (
        <>
          <Button look="secondary" busy={pause.isPending} onClick={() => pause.mutate({ id, paused: !paused })}>
            {t(paused ? 'one.goOn' : 'one.pause')}
          </Button>
          <Button look="tertiary" danger onClick={() => setAsks(true)}>
            {t('one.remove')}
          </Button>
        </>
      )}
      {fault && <FaultNotice fault={fault} />}
      {asks && (
        <Dialog
          title={t('one.remove.title')}
          onClose={() => setAsks(false)}
          foot={
            <Button danger busy={remove.isPending} onClick={() => remove.mutate({ id })}>
              {t('one.remove')}
            </Button>
          }
        >
          <p>{t('one.remove.what')}</p>
          {remove.error && <FaultNotice fault={remove.error} />}
        </Dialog>
      )}
    </>
  )
}

function LastFetch({ partner }: { partner: Partner }) {
  const t = useText(partnersTexts)
  const { fetching, fetchedAt, came, heardAt, nextAt, paused, items, id } = partner
  return (
    <Section title={t('one.last')}>
      <div role="status">{fetching && <Notice>{t('one.fetching', { count: fetching.items })}</Notice>}</div>
      <Definition
        items={[
          [t('one.outcome'), <Status key="status" partner={partner} />],
          [t('one.last'), fetchedAt && <TimeText key="fetched" at={fetchedAt} />],
          [t('one.came'), came && t('one.came.text', came)],
          [t('partners.heard'), heardAt ? <TimeText key="heard" at={heardAt} /> : t('partners.never')],
          [t('one.next'), !paused && <TimeText key="next" at={nextAt} />],
          [
            t('one.items'),
            <span key="items">
              {items} · <TextLink to={`/partner-items?state=all&partner=${id}`}>{t('one.items.open')}</TextLink>
            </span>,
          ],
        ]}
      />
    </Section>
  )
}

function Problems({ partner: { id, fetchedAt } }: { partner: Partner }) {
  const t = useText(partnersTexts)
  const { data, error, refetch } = useCall(partnersApi.problems, { id })
  const columns: Column<PartnerProblem>[] = [
    { key: 'place', title: t('problem.place'), cell: ({ place }) => <span className="partner-place">{place}</span> },
    { key: 'words', title: t('problem.words'), cell: ({ words }) => words },
    { key: 'since', title: t('problem.since'), cell: ({ firstAt }) => <TimeText at={firstAt} only="distance" /> },
    { key: 'tries', title: t('problem.tries'), align: 'end', cell: ({ tries }) => String(tries) },
  ]
  return (
    <Section title={t('one.problems')}>
      <DataTable<PartnerProblem>
        caption={t('one.problems')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ place, reason, line }) => `${place} ${reason} ${line}`}
        rowName={({ place }) => place}
        rowNote={({ detail }) => detail && <code className="partner-place">{detail}</code>}
        empty={
          <Empty title={t(fetchedAt ? 'one.problems.none' : 'status.never')}>
            <p>{t('one.problems.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
    </Section>
  )
}

function Keys({ partner: { id, keys }, mayKeep }: { partner: Partner; mayKeep: boolean }) {
  const t = useText(partnersTexts)
  const decide = useAction(partnersApi.key)
  const columns: Column<PartnerKey>[] = [
    {
      key: 'fingerprint',
      title: t('key.fingerprint'),
      cell: ({ fingerprint }) => <code className="partner-place">{fingerprint.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>,
    },
    { key: 'state', title: t('key.state'), cell: ({ state }) => t(`key.${state}`) },
    { key: 'seen', title: t('key.seen'), cell: ({ seenAt }) => <TimeText at={seenAt} only="day" /> },
    {
      key: 'deeds',
      title: t('key.deeds'),
      cell: ({ fingerprint, state }) => (
        <div className="actions">
          {mayKeep && state !== 'accepted' && (
            <Button look="secondary" busy={decide.isPending} onClick={() => decide.mutate({ id, fingerprint, accept: true })}>
              {t('key.accept')}
            </Button>
          )}
          {mayKeep && state !== 'refused' && (
            <Button look="tertiary" busy={decide.isPending} onClick={() => decide.mutate({ id, fingerprint, accept: false })}>
              {t('key.refuse')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <Section title={t('one.keys')}>
      {keys.some(({ state }) => state === 'waiting') && (
        <Notice tone="warning" title={t('key.waits')}>
          <p>{t('key.waits.next')}</p>
        </Notice>
      )}
      {decide.error && <FaultNotice fault={decide.error} />}
      {keys.length === 0 ? (
        <p>{t('one.keys.none')}</p>
      ) : (
        <>
          <p>{t('one.keys.lead')}</p>
          <DataTable<PartnerKey>
            caption={t('one.keys')}
            columns={columns}
            rows={keys}
            rowKey={({ fingerprint }) => fingerprint}
            rowName={({ fingerprint }) => fingerprint}
            empty={null}
          />
        </>
      )}
    </Section>
  )
}
