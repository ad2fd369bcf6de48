import { PlusIcon } from '@navikt/aksel-icons'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Partner, partnersApi } from '../contract.ts'
import { useMayKeep } from './reader.ts'
import { Status } from './Status.tsx'
import { partnersTexts } from './texts.ts'
import './partners.css'

/** Whom warnings are fetched from. */
export function PartnersPage() {
  const t = useText(partnersTexts)
  const locale = useLocale()
  const mayKeep = useMayKeep()
  const [{ after }] = useAddress()
  const { data, error, refetch, isFetching } = useCall(partnersApi.list, { ...(after && { after }) }, { everySeconds: 60 })
  const columns: Column<Partner>[] = [
    { key: 'name', title: t('partners.name'), cell: ({ name }) => name },
    { key: 'state', title: t('partners.state'), cell: (partner) => <Status partner={partner} /> },
    {
      key: 'heard',
      title: t('partners.heard'),
      cell: ({ heardAt }) => (heardAt ? <TimeText at={heardAt} only="distance" /> : t('partners.never')),
    },
    { key: 'fresh', title: t('partners.fresh'), align: 'end', cell: ({ fresh }) => numberText(fresh, locale) },
    { key: 'problems', title: t('partners.problems'), align: 'end', cell: ({ problems }) => numberText(problems, locale) },
  ]
  return (
    <Page
      title={t('partners.title')}
      lead={t('partners.lead')}
      actions={
        mayKeep && (
          <ButtonLink to="/partners/new" look="primary" icon={<PlusIcon aria-hidden="true" />}>
            {t('partners.add')}
          </ButtonLink>
        )
      }
    >
      <DataTable<Partner>
        caption={t('partners.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowLink={({ id }) => `/partners/${id}`}
        rowNote={({ kind, address }) => (
          <span className="partner-place">
            {t(`kind.${kind}`)} · {address}
          </span>
        )}
        empty={
          <Empty title={t('partners.none')}>
            <p>{t('partners.none.next')}</p>
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
