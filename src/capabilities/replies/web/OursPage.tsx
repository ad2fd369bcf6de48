import { idOf } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { TlpChip } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { useText } from '#ui/text/text.ts'
import { type OurReply, repliesApi } from '../contract.ts'
import { ReplyItem } from './ReplyList.tsx'
import { repliesTexts } from './texts.ts'

/** What suppliers say of products that we have, those of one warning together. */
export function OursPage() {
  const t = useText(repliesTexts)
  const [params] = useAddress()
  const advisory = idOf('adv').safeParse(params.advisory).data
  const { data, error, refetch } = useCall(repliesApi.ours, {
    ...(advisory && { advisory }),
    ...(params.after && { after: params.after }),
  })
  if (!data && !error) return <PageAwaited />
  const groups = Map.groupBy(data?.rows ?? [], (row) => JSON.stringify([row.advisory, row.supplier, row.organisation.id]))
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && (
        <Empty title={t('ours.none')}>
          <p>{t('ours.none.next')}</p>
        </Empty>
      )}
      {advisory && <TextLink to="/supplier-replies/ours">{t('ours.all')}</TextLink>}
      {[...groups].map(([key, rows]) => (
        <Group key={key} rows={rows} />
      ))}
      <Pager next={data?.next} />
    </Page>
  )
}

function Group({ rows }: { rows: readonly OurReply[] }) {
  const t = useText(repliesTexts)
  const [first] = rows
  const { supplier, title, trackingId, tlp, pap, organisation, ours } = first!
  return (
    <Section title={`${supplier}: ${title}`}>
      <p>
        {trackingId} <TlpChip tlp={tlp} pap={pap} />
      </p>
      <p className="field-hint">{t('ours.line', { name: organisation.name, lines: ours.join('; ') })}</p>
      <ul className="reply-list">
        {rows.map((reply) => (
          <ReplyItem key={reply.id} reply={reply} />
        ))}
      </ul>
    </Section>
  )
}
