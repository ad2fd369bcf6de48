import { PencilIcon } from '@navikt/aksel-icons'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { findingsApi } from '#capabilities/findings/contract.ts'
import { reportDays, reportsApi } from '#capabilities/reports/contract.ts'
import { counties } from '#domain/county.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { WriteToDesk } from '#ui/kit/Desk.tsx'
import { DocumentMenu } from '#ui/kit/Downloads.tsx'
import { MenuButton } from '#ui/kit/Menu.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { membersApi, type Organisation } from '../contract.ts'
import { Contacts } from './Contacts.tsx'
import { ToDirectory } from './Directory.tsx'
import { OrganisationDialog } from './OrganisationDialog.tsx'
import { Readings } from './Readings.tsx'
import { useReader } from './reader.ts'
import { registerTexts } from './register/texts.ts'
import { Tree } from './Tree.tsx'
import { membersTexts } from './texts.ts'
import type { Shown } from './types.ts'

/** Behind the first tab: loaded when somebody looks. */
const History = lazy(() => import('./History.tsx').then((room) => ({ default: room.History })))
const Holdings = lazy(() => import('./Holdings.tsx').then((room) => ({ default: room.Holdings })))
const AddHoldingDialog = lazy(() => import('./HoldingDialogs.tsx').then((room) => ({ default: room.AddHoldingDialog })))

/** One organisation: what it is, how it is reached, what is its own, and who of the team has looked. */
export function OrganisationPage() {
  return <OrganisationView id={usePlace('id') as Id<'org'>} />
}

const loaded = (part: ReactNode) => <Suspense fallback={<PageAwaited />}>{part}</Suspense>

export function OrganisationView({ id }: { id: Id<'org'> }) {
  const t = useText(membersTexts)
  const { data, error, refetch } = useCall(membersApi.get, { id })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('one.missing') : t('list.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  return data ? <One shown={data} /> : <PageAwaited />
}

function One({ shown }: { shown: Shown }) {
  const t = useText(membersTexts)
  const register = useText(registerTexts)
  const { organisation } = shown
  const { team, mayKeep } = useReader()
  const [{ add }, change] = useAddress()
  const [edits, setEdits] = useState(false)
  return (
    <Page
      title={organisation.name}
      lead={team ? organisation.kinds.map((kind) => t(`kind.${kind}`)).join(', ') : <Lead organisation={organisation} />}
      actions={
        <>
          {team && <ButtonLink to={`/organisations/${organisation.id}/overview`}>{t('one.overview')}</ButtonLink>}
          <ButtonLink to={team ? `/organisations/${organisation.id}/services` : '/our-services'}>{t('one.services')}</ButtonLink>
          <ButtonLink to={team ? `/organisations/${organisation.id}/pgp-keys` : '/pgp-keys'}>{t('one.keys')}</ButtonLink>
          <ButtonLink to={team ? `/organisations/${organisation.id}/told-how` : '/told-how'}>
            {t(team ? 'one.toldHow' : 'one.toldHow.member')}
          </ButtonLink>
          <ReportMenu organisation={organisation} />
          {mayKeep && (
            <Button look="secondary" icon={<PencilIcon aria-hidden="true" />} onClick={() => setEdits(true)}>
              {t('edit.open')}
            </Button>
          )}
        </>
      }
    >
      {organisation.gone && <Gone organisation={organisation} />}
      <Findings organisation={organisation} />
      <ToDirectory id={organisation.id} />
      <Tabs
        label={t('one.tabs')}
        tabs={[
          {
            key: 'about',
            title: t('one.about'),
            panel: () => (
              <div className="page">
                <Facts shown={shown} />
                <Tree organisation={organisation} />
                <Contacts organisation={organisation} contacts={shown.contacts} />
              </div>
            ),
          },
          { key: 'holdings', title: t('one.holdings'), panel: () => loaded(<Holdings organisation={organisation} />) },
          { key: 'history', title: register('history.tab'), panel: () => loaded(<History organisation={organisation} />) },
          { key: 'readings', title: t('one.readings'), panel: () => <Readings organisation={organisation} /> },
        ]}
      />
      {edits && <OrganisationDialog organisation={organisation} onClose={() => setEdits(false)} />}
      {add && mayKeep && (
        <Suspense>
          <AddHoldingDialog
            organisation={organisation}
            value={add}
            onClose={() => change({ add: undefined, tab: 'holdings' }, { replace: true })}
          />
        </Suspense>
      )}
    </Page>
  )
}

/** Why it is gone: another stands in its place, or nobody knows yet. */
function Gone({ organisation: { id } }: { organisation: Organisation }) {
  const t = useText(membersTexts)
  const register = useText(registerTexts)
  const { data } = useCall(membersApi.history, { id })
  const heir = data?.successions.find(({ kind, predecessor }) => kind !== 'split' && predecessor.id === id)
  if (!data) return null
  return heir ? (
    <Notice
      tone="info"
      title={register(`succession.${heir.kind as 'merged' | 'renumbered'}.into`, { name: heir.successor.name })}
    >
      <p>
        <TextLink to={`/organisations/${heir.successor.id}`}>{register('succession.go', { name: heir.successor.name })}</TextLink>
      </p>
    </Notice>
  ) : (
    <Notice tone="warning" title={t('one.gone')}>
      <p>{t('one.gone.next')}</p>
    </Notice>
  )
}

/** What a member reads about itself, and whom it tells when that is wrong. */
function Lead({ organisation: { name } }: { organisation: Organisation }) {
  const t = useText(membersTexts)
  return (
    <>
      {t('ours.one.lead')} <WriteToDesk subject={t('ours.one.tell.subject', { name })}>{t('ours.one.tell')}</WriteToDesk>{' '}
      {t('ours.one.tell.when')}
    </>
  )
}

/** What was found here and what became of it, as a document. */
function ReportMenu({ organisation: { id } }: { organisation: Organisation }) {
  const t = useText(kitTexts)
  const locale = useLocale()
  return (
    <DocumentMenu label={t('print.report')} pdf={reportsApi.organisation}>
      {(fetch) =>
        reportDays.map((days) => (
          <MenuButton key={days} onClick={() => fetch({ id, days, locale })}>
            {t('print.days', { days: String(days) })}
          </MenuButton>
        ))
      }
    </DocumentMenu>
  )
}

/** How many findings there are, with the way to them. */
function Findings({ organisation }: { organisation: Organisation }) {
  const t = useText(membersTexts)
  const { data } = useCall(findingsApi.count, { organisation: organisation.id })
  if (!data) return <p className="count">…</p>
  const { open = 0, told = 0, answered = 0, disputed = 0 } = data.byState
  const unsettled = open + told + answered + disputed
  return (
    <p>
      <CountText parts={[{ value: unsettled, what: t('one.unsettled'), of: data.count }]} />
      {' · '}
      <TextLink to={`/findings?organisation=${organisation.id}`}>{t('one.findings')}</TextLink>
    </p>
  )
}

function Facts({ shown: { organisation } }: { shown: Shown }) {
  const t = useText(membersTexts)
  const register = useText(registerTexts)
  const { team } = useReader()
  const { parent, county, municipality, outsiderPolicy } = organisation
  return (
    <Section title={t('one.facts')}>
      <Definition
        items={[
          [t('list.number'), organisation.number ?? t('list.number.none')],
          [t('fact.names'), Object.values(organisation.names).join(' · ')],
          [t('list.kinds'), organisation.kinds.map((kind) => t(`kind.${kind}`)).join(', ')],
          [t('list.constituency'), organisation.constituencies.map((one) => t(`constituency.${one}`)).join(', ')],
          [t('list.membership'), t(`membership.${organisation.membership}`)],
          [
            t('fact.memberSince'),
            organisation.memberSince && <TimeText key="since" at={`${organisation.memberSince}T12:00:00.000Z`} only="day" />,
          ],
          [t('fact.outsider'), outsiderPolicy && t(`outsider.${outsiderPolicy}`)],
          [
            t('edit.parent'),
            // The team has it in the hierarchy; a member sees the name alone.
            team ? null : parent?.name,
          ],
          [t('list.county'), county && (counties[county] ?? county)],
          [t('edit.municipality'), municipality],
          [t('edit.language'), t(`language.${organisation.language}`)],
          [register('fact.membershipSource'), team ? organisation.membershipSource : null],
          [t('fact.source'), team ? organisation.source : null],
          [t('fact.changed'), <TimeText key="changed" at={organisation.changedAt} />],
        ]}
      />
    </Section>
  )
}
