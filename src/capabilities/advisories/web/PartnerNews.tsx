import { partnersApi } from '#capabilities/partners/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { advisoriesTexts } from './texts.ts'

/** Tells whoever reads or writes a warning that what it was made of has come in a newer version. */
export function PartnerNews({ id }: { id: Id<'adv'> }) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(partnersApi.newerOf, { id })
  return data?.rows.map((item) => (
    <Notice
      key={item.id}
      tone="warning"
      title={t('partner.newer', { partner: item.partner.name })}
      actions={<ButtonLink to={`/partner-items/${item.id}`}>{t('partner.newer.open')}</ButtonLink>}
    >
      <p>{item.title}</p>
    </Notice>
  ))
}
