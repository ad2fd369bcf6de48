import { Section } from '#ui/kit/Page.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { csafFolder, feedForms, feedPath, type OpenFeed } from '../contract.ts'
import { publishingTexts } from './texts.ts'

const names = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

/** The forms of one feed, in the reader's language. */
export function FeedLinks({ feed }: { feed: OpenFeed }) {
  const locale = useLocale()
  return (
    <ul className="publishing-feeds">
      {feedForms.map((form) => (
        <li key={form}>
          <a className="ds-link" href={feedPath(feed, form, locale)}>
            {names[form]}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** How to follow without coming back: feeds for people, CSAF for programs. */
export function Follow({ feed }: { feed: OpenFeed }) {
  const t = useText(publishingTexts)
  return (
    <Section title={t('feeds.title')}>
      <p>{t('feeds.text')}</p>
      <FeedLinks feed={feed} />
      <p>
        <a className="ds-link" href={`${csafFolder}provider-metadata.json`}>
          {t('feeds.csaf')}
        </a>
      </p>
    </Section>
  )
}
