import { Link } from '@tanstack/react-router'
import { type RsitClass, type RsitType, rsitClasses, rsitTypes } from '#domain/rsit.ts'
import { useCall } from '#ui/api.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Term } from '#ui/kit/Term.tsx'
import { usePlace } from '#ui/pages.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { findingsApi, unsettled } from '../contract.ts'
import { AdviceText } from './AdviceText.tsx'
import { useReader } from './reader.ts'
import { findingsTexts } from './texts.ts'
import './findings.css'

/** One kind: its words as the member reads them, what it counts as, and how many there are now. */
export function KindPage() {
  const t = useText(findingsTexts)
  const locale = useLocale()
  const { team } = useReader()
  const { data, error, refetch } = useCall(findingsApi.kind, { id: usePlace('id') })
  if (error)
    return (
      <Page title={t('kind.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('story.loading')}
      </p>
    )
  const { kind } = data
  return (
    <Page title={kind.name} lead={<Present id={kind.id} />}>
      <AdviceText advice={kind.advice} />
      <Section title={t('kind.facts')}>
        <div className="panel">
          <Definition
            items={[
              [t('column.severity'), <SeverityMark key="severity" severity={kind.severity} />],
              [
                t('kinds.class'),
                <span key="class">
                  {rsitClasses[kind.class as RsitClass][locale]}: {rsitTypes[kind.type as RsitType].label[locale]} (
                  <Term name="RSIT">RSIT</Term>)
                </span>,
              ],
              [t('kinds.nature'), t(`nature.${kind.nature}.long`)],
              [t('kind.service'), kind.service],
              [t('kind.port'), kind.port],
              [t('kind.principles'), kind.principles.join(', ')],
              [t('kind.id'), team && <code>{kind.id}</code>],
              [
                t('kind.reference'),
                kind.reference && (
                  <a className="ds-link" href={kind.reference} rel="noreferrer">
                    {new URL(kind.reference).hostname}
                  </a>
                ),
              ],
            ].map(([term, value]) => [term as string, value || null] as const)}
          />
        </div>
      </Section>
    </Page>
  )
}

/** How many there are now of how many in all, each a link to the list. */
function Present({ id }: { id: string }) {
  const t = useText(findingsTexts)
  const { data } = useCall(findingsApi.count, { kind: [id] })
  if (!data) return null
  const present = unsettled.reduce((sum, state) => sum + (data.byState[state] ?? 0), 0)
  return (
    <>
      <CountText parts={[{ value: { value: present, more: data.count.more }, what: t('view.unsettled.now'), of: data.count }]} />
      {data.count.value > 0 && (
        <>
          {' · '}
          <Link className="ds-link" to="/findings" search={{ kind: id, state: 'all' } as never}>
            {t('kind.show')}
          </Link>
        </>
      )}
    </>
  )
}
