import { Suspense, use, useContext } from 'react'
import { accessApi } from '#capabilities/access/contract.ts'
import { findingsApi } from '#capabilities/findings/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { DeskWays, OurDesk } from '#ui/kit/Desk.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { GuideText } from './GuideText.tsx'
import { type Guide, guideOf, guidesFor } from './guides.ts'
import { guideIn } from './read.ts'
import { helpTexts } from './texts.ts'
import './help.css'

/** Written help for what the reader does, in the reader's language. */
export function HelpPage() {
  const { data } = useCall(accessApi.me, {})
  return data?.me && (data.me.team ? <Help roles={data.me.roles} operates={false} /> : <OfMember roles={data.me.roles} />)
}

function OfMember({ roles }: { roles: readonly Role[] }) {
  const { data, error } = useCall(findingsApi.operated, { limit: 1 })
  return data || error ? <Help roles={roles} operates={(data?.of ?? 0) > 0} /> : <PageAwaited />
}

function Help({ roles, operates }: { roles: readonly Role[]; operates: boolean }) {
  const t = useText(helpTexts)
  const [{ guide: asked }] = useAddress()
  const offered = guidesFor(roles)
  const first = guideOf(roles, operates)
  const guide = offered.find((each) => each === asked) ?? first
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Views
        label={t('which')}
        views={offered.map((each) => ({
          key: each,
          title: t(`guide.${each}`),
          sets: { guide: each },
          current: each === guide,
        }))}
      />
      <Whom />
      <Suspense>
        <Read guide={guide} />
      </Suspense>
    </Page>
  )
}

/** Before anything is read: whom a member may ask. */
function Whom() {
  const t = useText(helpTexts)
  if (!useContext(OurDesk)) return null
  return (
    <Section title={t('whom')}>
      <p>
        <DeskWays />
      </p>
    </Section>
  )
}

function Read({ guide }: { guide: Guide }) {
  const locale = useLocale()
  return (
    <div className="help">
      <GuideText blocks={use(guideIn(locale, guide))} />
    </div>
  )
}
