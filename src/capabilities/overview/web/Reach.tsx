import { type Contact, type Holding, membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { MemberView } from '../contract.ts'
import { overviewTexts } from './texts.ts'

const criticalities = ['0', '1', '2'] as const
const holdingText = ({ form, value }: Holding): string => (form === 'asn' ? `AS${value}` : value)

/** What it owns and operates now, and who operates what it owns. */
export function Holdings({ id, view }: { id: Id<'org'>; view: MemberView | undefined }) {
  const t = useText(overviewTexts)
  const [{ after }] = useAddress()
  const { data, error, refetch, isFetching } = useCall(membersApi.holdings, { id, ...(after?.startsWith('hol_') && { after }) })
  const operators = Map.groupBy(view?.operatedBy ?? [], ({ holding }) => holding)
  const columns: Column<Holding>[] = [
    { key: 'what', title: t('holding.what'), cell: (holding) => <code>{holdingText(holding)}</code> },
    { key: 'relation', title: t('holding.relation'), tight: true, cell: ({ relation }) => t(`holding.${relation}`) },
    {
      key: 'by',
      title: t('holding.by'),
      cell: ({ id, relation }) => (relation === 'owns' && view ? <OperatedBy operators={operators.get(id) ?? []} /> : null),
    },
    {
      key: 'criticality',
      title: t('holding.criticality'),
      tight: true,
      cell: ({ criticality }) => t(`criticality.${criticalities[criticality] ?? '0'}`),
    },
    { key: 'since', title: t('holding.since'), tight: true, cell: ({ from }) => <TimeText at={from} only="day" /> },
  ]
  return (
    <>
      <DataTable<Holding>
        caption={t('tab.holdings')}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.id}
        rowName={holdingText}
        empty={
          <Empty title={t('holding.none')}>
            <p>{t('holding.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
      <Pager next={data?.next} />
    </>
  )
}

function OperatedBy({ operators }: { operators: MemberView['operatedBy'] }) {
  const t = useText(overviewTexts)
  if (operators.length === 0) return <span className="overview-faint">{t('holding.by.self')}</span>
  return operators.map(({ operator }, index) => (
    <span key={operator.id}>
      {index > 0 && ', '}
      <TextLink to={`/organisations/${operator.id}/overview`}>{operator.name}</TextLink>
    </span>
  ))
}

/** How it is reached, when somebody last said that this holds, and whether the last mail came back. */
export function Contacts({ contacts, view }: { contacts: readonly Contact[]; view: MemberView | undefined }) {
  const t = useText(overviewTexts)
  const mails = new Map(view?.contacts.map((mail) => [mail.id, mail]))
  const columns: Column<Contact>[] = [
    {
      key: 'name',
      title: t('contact.name'),
      cell: ({ name, role }) => (
        <div>
          {name}
          <div className="overview-faint">{t(`role.${role}`)}</div>
        </div>
      ),
    },
    {
      key: 'reach',
      title: t('contact.reach'),
      cell: ({ email, telephone }) => (
        <div className="overview-asset">
          {email && <div>{email}</div>}
          {telephone && <div>{telephone}</div>}
          {!email && !telephone && <b>{t('contact.reach.none')}</b>}
        </div>
      ),
    },
    {
      key: 'confirmed',
      title: t('contact.confirmed'),
      cell: ({ confirmedAt }) => (confirmedAt ? <TimeText at={confirmedAt} /> : <b>{t('contact.confirmed.never')}</b>),
    },
    { key: 'mail', title: t('contact.mail'), cell: ({ id }) => <LastMail mail={mails.get(id)} /> },
  ]
  return (
    <DataTable<Contact>
      caption={t('tab.contacts')}
      columns={columns}
      rows={contacts}
      rowKey={({ id }) => id}
      rowName={({ name }) => name}
      empty={
        <Empty title={t('contact.none')}>
          <p>{t('contact.none.why')}</p>
        </Empty>
      }
    />
  )
}

function LastMail({ mail }: { mail: MemberView['contacts'][number] | undefined }) {
  const t = useText(overviewTexts)
  if (!mail) return <span className="overview-faint">{t('contact.mail.none')}</span>
  if (mail.bouncedAt)
    return (
      <div>
        <span className="overview-loud">
          {t('contact.mail.bounced')} <TimeText at={mail.bouncedAt} only="distance" />
        </span>
        {mail.reply && <div className="overview-faint overview-asset">{mail.reply}</div>}
      </div>
    )
  return (
    <>
      {t('contact.mail.sent')} {mail.sentAt && <TimeText at={mail.sentAt} only="distance" />}
    </>
  )
}
