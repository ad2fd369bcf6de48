import { type ReactNode, useContext } from 'react'
import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { DeskWays, OurDesk, WriteToDesk } from '#ui/kit/Desk.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { reportTexts } from './texts.ts'
import '../glossary.css'

/** What has a page of its own where it is put right. */
const places = [
  { about: 'finding', to: '/findings' },
  { about: 'holding', to: '/claims' },
  { about: 'contact', to: '/contacts' },
  { about: 'supplier', to: '/directory/ours' },
  { about: 'work', to: '/told-how' },
] as const

/** What a member may want to tell the team, and where: by telephone, by mail that says what it is about, or on the page where it is put right. */
export function ReportPage() {
  const t = useText(reportTexts)
  const desk = useContext(OurDesk)
  const { data } = useCall(accessApi.me, {})
  const name = data?.me?.organisations.map((organisation) => organisation.name).join(', ') ?? ''
  return (
    <Page title={t('title')} lead={t('lead')}>
      {desk?.telephone && (
        <Section title={t('urgent')}>
          <p className="prose">{t('urgent.says')}</p>
          <p>
            <DeskWays />
          </p>
        </Section>
      )}
      {desk && (
        <Section title={t('write')}>
          <dl className="glossary">
            {(['incident', 'mail', 'facts'] as const).map((about) => (
              <Matter key={about} title={t(about)} says={t(`${about}.says`)}>
                <WriteToDesk subject={t(`${about}.subject`, { name })}>{t(`${about}.go`)}</WriteToDesk>
              </Matter>
            ))}
          </dl>
          <p className="prose">{t('write.then', { name: desk.name })}</p>
        </Section>
      )}
      <Section title={t('yourself')}>
        <dl className="glossary">
          {places.map(({ about, to }) => (
            <Matter key={about} title={t(about)} says={t(`${about}.says`)}>
              <TextLink to={to}>{t(`${about}.go`)}</TextLink>
            </Matter>
          ))}
        </dl>
      </Section>
    </Page>
  )
}

function Matter({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {says} {children}
      </dd>
    </div>
  )
}
