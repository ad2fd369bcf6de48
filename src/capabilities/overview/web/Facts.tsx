import type { ReactNode } from 'react'
import { TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import type { MemberView } from '../contract.ts'
import { overviewTexts } from './texts.ts'
import type { Shown } from './types.ts'

const shownParts = 12

/** What it is, where it stands in the hierarchy, and for whom it operates. */
export function Facts({ shown: { organisation, parts }, view }: { shown: Shown; view: MemberView | undefined }) {
  const t = useText(overviewTexts)
  const { parent } = organisation
  return (
    <Section title={t('facts.title')}>
      <Definition
        items={[
          [t('fact.number'), organisation.number ?? t('fact.number.none')],
          [t('fact.kinds'), organisation.kinds.map((kind) => t(`kind.${kind}`)).join(', ')],
          [t('fact.constituency'), organisation.constituencies.map((one) => t(`constituency.${one}`)).join(', ')],
          [t('fact.membership'), t(`membership.${organisation.membership}`)],
          [t('fact.county'), view?.county],
          [t('fact.parent'), parent && <To key="parent" organisation={parent} />],
          [t('fact.parts'), parts.length > 0 ? <Several key="parts" organisations={parts} count={parts.length} /> : null],
          [
            t('fact.operates'),
            view && view.operatesFor.count > 0 ? (
              <Several key="operates" organisations={view.operatesFor.organisations} count={view.operatesFor.count}>
                {t('fact.operates.count', { count: view.operatesFor.count })}
              </Several>
            ) : null,
          ],
        ]}
      />
    </Section>
  )
}

const To = ({ organisation: { id, name } }: { organisation: { id: string; name: string } }) => (
  <TextLink to={`/organisations/${id}/overview`}>{name}</TextLink>
)

function Several({
  organisations,
  count,
  children,
}: {
  organisations: readonly { id: string; name: string }[]
  count: number
  children?: ReactNode
}) {
  const t = useText(overviewTexts)
  const shown = organisations.slice(0, shownParts)
  return (
    <>
      {children}
      <ul className="ds-list">
        {shown.map((organisation) => (
          <li key={organisation.id}>
            <To organisation={organisation} />
          </li>
        ))}
      </ul>
      {count > shown.length && <span className="overview-faint">{t('fact.more', { count: count - shown.length })}</span>}
    </>
  )
}
