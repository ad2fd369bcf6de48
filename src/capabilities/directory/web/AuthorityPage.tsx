import type { Day } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Authority, directoryApi } from '../contract.ts'
import { EditionText } from './AuthoritiesPage.tsx'
import { DayText } from './Days.tsx'
import { directoryTexts } from './texts.ts'

/** One public body: what it is called and was called, what it is there for, and by which rules. */
export function AuthorityPage() {
  const t = useText(directoryTexts)
  const id = usePlace('id')
  const [{ at }] = useAddress()
  const { data, error, refetch } = useCall(directoryApi.authority, { id, ...(at && { at }) })
  if (error && !data)
    return (
      <Page title={error.status === 404 ? t('authority.missing') : t('authorities.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { authority, edition } = data
  const { name, now, took, state } = authority
  return (
    <Page title={name} lead={t(`authority.kind.${authority.kind}`)}>
      {now && (
        <Notice tone="warning" title={`${t('authority.merged.on', { name })} ${now.name}.`}>
          <p>
            {authority.merged && <DayText day={authority.merged.on} />}{' '}
            <TextLink to={`/directory/authorities/${now.key}`}>{now.name}</TextLink>
          </p>
        </Notice>
      )}
      {state === 'not-yet' && <Notice>{t('authority.not-yet')}</Notice>}
      <Filters filters={[{ kind: 'day', name: 'at', label: t('at') }]} />
      <Definition
        items={[
          [t('authority.short'), authority.short],
          [t('authority.english'), authority.english],
          [t('authority.under'), authority.under],
          [t('authority.contact'), authority.contact],
          [t('authority.source'), authority.source],
        ]}
      />
      <Section title={t('authority.mandates')}>
        {authority.mandates.map((mandate) => (
          <div key={mandate.text} className="directory-mandate">
            <p>{mandate.text}</p>
            <p className="field-hint">
              {t('authority.basis')}: {mandate.basis} · <Dated dated={mandate} />
            </p>
          </div>
        ))}
      </Section>
      <Section title={t('authority.names')}>
        <ul className="directory-facts">
          {authority.names.map((dated) => (
            <li key={dated.name}>
              {dated.name} · <Dated dated={dated} />
            </li>
          ))}
        </ul>
      </Section>
      {took.length > 0 && (
        <Section title={t('authority.took')}>
          <ul className="directory-facts">
            {took.map(({ key, name: former, on, certainty }) => (
              <li key={key}>
                <TextLink to={`/directory/authorities/${key}`}>{former}</TextLink> · <DayText day={on} /> ·{' '}
                {t(`certainty.${certainty}`)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <EditionText edition={edition} />
    </Page>
  )
}

type When = { from: Day | null; to: Day | null; certainty: Authority['names'][number]['certainty'] }

/** From when until when something was so, and how sure we are. */
function Dated({ dated: { from, to, certainty } }: { dated: When }) {
  const t = useText(directoryTexts)
  return (
    <>
      {from === null && to === null && t('authority.always')}
      {from !== null && (
        <>
          {t('authority.since')} <DayText day={from} />
        </>
      )}
      {to !== null && (
        <>
          {' '}
          {t('authority.until')} <DayText day={to} />
        </>
      )}
      {' · '}
      {t(`certainty.${certainty}`)}
    </>
  )
}
