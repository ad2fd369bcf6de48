import type { Locale } from '#domain/locale.ts'
import { useText } from '#ui/text/text.ts'
import type { AdviceContent } from '../contract.ts'
import { partsOf, referenceText } from '../rules.ts'
import { adviceTexts } from './texts.ts'

/** A block as it is read in one language: its title, paragraphs and lists, and where to read more. */
export function AdviceBody({ content, locale }: { content: Pick<AdviceContent, 'texts' | 'references'>; locale: Locale }) {
  const t = useText(adviceTexts)
  const said = content.texts[locale]
  if (!said) return <p>{t('language.none', { language: t(`language.in.${locale}`) })}</p>
  return (
    <div className="advice-body prose" lang={locale}>
      <h2 className="ds-heading" data-size="2xs">
        {said.title}
      </h2>
      {partsOf(said.text).map((part, place) =>
        part.kind === 'paragraph' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a version never change places
          <p key={place}>{part.text}</p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a version never change places
          <ul key={place} className="ds-list">
            {part.points.map((point, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the points of a version never change places
              <li key={at}>{point}</li>
            ))}
          </ul>
        ),
      )}
      {content.references.length > 0 && (
        <>
          <p className="advice-more">{t('references')}</p>
          <ul className="ds-list">
            {content.references.map((reference, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the references of a version never change places
              <li key={at}>
                {reference.kind === 'link' ? (
                  <a className="ds-link" href={reference.url} rel="noreferrer">
                    {reference.title}
                  </a>
                ) : (
                  referenceText(reference, locale)
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
