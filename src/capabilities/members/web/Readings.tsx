import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Organisation } from '../contract.ts'
import { membersTexts } from './texts.ts'

const known = ['organisation', 'holdings', 'findings', 'report'] as const

/** Who of the team has read what of this organisation. */
export function Readings({ organisation: { id } }: { organisation: Organisation }) {
  const t = useText(membersTexts)
  const [{ after }] = useAddress()
  // Another view may have left its page in the address.
  const page = after && /^\d+$/.test(after) ? { after } : {}
  const { data, error, refetch, isFetching } = useCall(accessApi.readings, { id, ...page })
  const named = (object: string) => {
    const what = known.find((each) => each === object)
    return what ? t(`reading.${what}`) : object
  }
  return (
    <>
      <p>{t('reading.lead')}</p>
      <DataTable
        caption={t('one.readings')}
        columns={[
          { key: 'at', title: t('reading.at'), cell: ({ at }) => <TimeText at={at} />, tight: true },
          { key: 'who', title: t('reading.who'), cell: ({ who }) => who },
          { key: 'object', title: t('reading.what'), cell: ({ object }) => named(object) },
        ]}
        rows={data?.rows}
        rowKey={({ at, who, object }) => `${at} ${who} ${object}`}
        rowName={({ who }) => who}
        empty={<Empty title={t('reading.none')} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </>
  )
}
