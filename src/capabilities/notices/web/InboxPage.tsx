import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { InboundMail, noticesApi } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { Mail } from './Inbound.tsx'
import { noticesTexts } from './texts.ts'

const forms = InboundMail.shape.form.options

/** Mail that came in: what a person must read first, everything else when asked for. */
export function InboxPage() {
  const t = useText(noticesTexts)
  const [params] = useAddress()
  const form = forms.find((known) => known === params.form)
  const all = params.open === 'all'
  const { data, error, refetch } = useCall(noticesApi.inbox, {
    ...(form && { form }),
    ...(!all && { open: 'true' }),
    ...(params.after && { after: params.after }),
  })
  const filters: readonly Filter[] = [
    { kind: 'one', name: 'form', label: t('inbox.form'), choices: forms.map((value) => ({ value, label: t(`mail.${value}`) })) },
  ]
  return (
    <Desk title={t('inbox.title')} lead={t('inbox.lead')}>
      <Filters filters={filters} />
      <Views
        label={t('inbox.views')}
        views={[
          { key: 'open', title: t('inbox.open'), sets: { open: undefined }, current: !all },
          { key: 'all', title: t('inbox.all'), sets: { open: 'all' }, current: all },
        ]}
      />
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && (
        <Empty title={t(all || form ? 'inbox.none' : 'inbox.none.open')}>
          <p>{t('inbox.none.why')}</p>
        </Empty>
      )}
      <ul className="mails">
        {data?.rows.map((mail) => (
          <li key={mail.id} className="panel">
            <Mail mail={mail} withNotice />
          </li>
        ))}
      </ul>
      <Pager next={data?.next} />
    </Desk>
  )
}
