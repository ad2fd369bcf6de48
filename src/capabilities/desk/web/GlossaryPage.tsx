import { glossary, glossaryGroups } from '#domain/glossary.data.ts'
import { locales } from '#domain/locale.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { ListTools } from '#ui/kit/list-tools.ts'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { deskTexts } from './texts.ts'
import './glossary.css'

/** Words that readers meet, and what they mean here; found in any of the three languages. */
export function GlossaryPage() {
  const t = useText(deskTexts)
  const locale = useLocale()
  const [{ q = '' }, change] = useAddress()
  const wanted = q.trim().toLowerCase()
  const shown = Object.entries(glossary)
    .filter(([, { words, means }]) =>
      [means[locale], ...locales.map((each) => words[each])].some((text) => text.toLowerCase().includes(wanted)),
    )
    .sort(([, one], [, other]) => one.words[locale].localeCompare(other.words[locale], locale))
  return (
    <Page title={t('glossary.title')} lead={t('glossary.lead')}>
      <ListTools value={undefined}>
        <Filters filters={[{ kind: 'search', name: 'q', label: t('glossary.search') }]} />
      </ListTools>
      {shown.length === 0 && (
        <Empty
          title={t('glossary.none')}
          actions={
            <Button look="secondary" onClick={() => change({ q: undefined })}>
              {t('glossary.showAll')}
            </Button>
          }
        >
          <p>{t('glossary.none.next')}</p>
        </Empty>
      )}
      {glossaryGroups.map((group) => {
        const terms = shown.filter(([, term]) => term.group === group)
        return (
          terms.length > 0 && (
            <Section key={group} title={t(`glossary.${group}`)}>
              <dl className="glossary">
                {terms.map(([name, { words, means }]) => (
                  <div key={name}>
                    <dt>{words[locale]}</dt>
                    <dd>{means[locale]}</dd>
                  </div>
                ))}
              </dl>
            </Section>
          )
        )
      })}
    </Page>
  )
}
