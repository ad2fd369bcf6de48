import { Empty } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { Delegations } from './Delegations.tsx'
import { HouseChoice, useHouse } from './house.tsx'
import { OpenInvitations } from './Invitations.tsx'
import { Seats } from './Seats.tsx'
import { peopleTexts } from './texts.ts'

/** Who has access to an organisation, who is invited, and who acts for whom by consent. */
export function AccessPage() {
  const t = useText(peopleTexts)
  const found = useHouse()
  if (!found) return <PageAwaited />
  const { house, houses } = found
  if (!house)
    return (
      <Page title={t('access.title')}>
        <Empty title={t('access.none')}>
          <p>{t('access.none.next')}</p>
        </Empty>
      </Page>
    )
  return (
    <Page title={t('access.title')} lead={t('access.lead', { name: house.name })}>
      <HouseChoice house={house} houses={houses} />
      <Seats key={`seats ${house.id}`} house={house} />
      <OpenInvitations house={house} />
      <Delegations key={`member ${house.id}`} house={house} side="member" />
      <Delegations key={`operator ${house.id}`} house={house} side="operator" />
    </Page>
  )
}
