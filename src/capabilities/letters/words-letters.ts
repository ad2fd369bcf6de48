import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { type Severity, severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { LetterPart, ServiceLetter } from '#platform/mail/letter.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** A warning as a letter tells of it. */
export interface Told {
  title: string
  summary: string
  severity: Severity
  tlp: Tlp
  trackingId: string
  link: string
  /** Of one that was not addressed to the reader: why it comes. */
  why: string | null
}

/** A warning that is over for the reader, and why. */
export interface Over extends Omit<Told, 'why'> {
  label: string
  gist: string
  heading: string
  why: readonly string[]
}

/** What a letter holds: what the reader has not been told, what it was told of already, what is for information, and what is over. */
export interface Contents {
  news: readonly Told[]
  information: readonly Told[]
  told: readonly Told[]
  /** What is over for the reader. */
  over: readonly Over[]
  /** How many of each there are that only the portal may show. */
  sealed: Readonly<Record<'news' | 'told' | 'over', number>>
}

const headings = {
  news: t('Nytt for dere', 'Nytt for dykk', 'New for you'),
  information: t('Til opplysning', 'Til opplysning', 'For information'),
  over: t('Over for dere', 'Over for dykk', 'Over for you'),
  told: t('Dette har dere alt fått varsel om', 'Dette har de alt fått varsel om', 'You have been told of these already'),
}

const read = t('Les varselet', 'Les varselet', 'Read the warning')

const bare = (told: Told, locale: Locale): LetterPart['things'][number] => ({
  title: `${severityWords[told.severity][locale]}: ${told.title}`,
  lines: [`${told.trackingId} · ${told.tlp}`],
  link: { label: read[locale], url: told.link },
})

const whole = (told: Told, locale: Locale): LetterPart['things'][number] => ({
  ...bare(told, locale),
  lines: [told.summary, ...(told.why ? [told.why] : []), `${told.trackingId} · ${told.tlp}`].filter(Boolean),
})

const ended = ({ label, gist, heading, why, ...told }: Over, locale: Locale): LetterPart['things'][number] => ({
  title: `${label}: ${told.title}`,
  lines: [gist, `${heading}: ${why.join(' ')}`, `${told.trackingId} · ${told.tlp}`],
  link: { label: read[locale], url: told.link },
})

const part = (heading: Texts, things: LetterPart['things'], locale: Locale): LetterPart[] =>
  things.length > 0 ? [{ heading: heading[locale], things }] : []

const count = (n: number, one: Texts, many: Texts, locale: Locale): string => (n === 1 ? one[locale] : `${n} ${many[locale]}`)
const newOnes = (n: number, locale: Locale): string =>
  count(n, t('ett nytt varsel', 'eitt nytt varsel', 'one new warning'), t('nye varsler', 'nye varsel', 'new warnings'), locale)

const overOnes = (n: number, locale: Locale): string =>
  count(
    n,
    t('ett varsel er over', 'eitt varsel er over', 'one warning is over'),
    t('varsler er over', 'varsel er over', 'warnings are over'),
    locale,
  )

const subjects = {
  weekly: (news: string, week: number) => t(`Uke ${week}: ${news}`, `Veke ${week}: ${news}`, `Week ${week}: ${news}`),
  daily: (news: string, _week: number) => t(`Siden i går: ${news}`, `Sidan i går: ${news}`, `Since yesterday: ${news}`),
}

const sealedWords = (n: number, locale: Locale): string =>
  n === 1
    ? t(
        'Ett varsel til kan bare leses i portalen.',
        'Eitt varsel til kan berre lesast i portalen.',
        'One more warning can be read in the portal only.',
      )[locale]
    : t(
        `${n} varsler til kan bare leses i portalen.`,
        `${n} varsel til kan berre lesast i portalen.`,
        `${n} more warnings can be read in the portal only.`,
      )[locale]

const sealedOverWords = (n: number, locale: Locale): string =>
  n === 1
    ? t(
        'Ett varsel er over. Grunnen kan bare leses i portalen.',
        'Eitt varsel er over. Grunnen kan berre lesast i portalen.',
        'One warning is over. The reason can be read in the portal only.',
      )[locale]
    : t(
        `${n} varsler er over. Grunnene kan bare leses i portalen.`,
        `${n} varsel er over. Grunnane kan berre lesast i portalen.`,
        `${n} warnings are over. The reasons can be read in the portal only.`,
      )[locale]

const leads = {
  weekly: (name: string, since: string) =>
    t(
      `Dette er varslene til ${name} siden ${since}.`,
      `Dette er varsla til ${name} sidan ${since}.`,
      `These are the warnings to ${name} since ${since}.`,
    ),
  daily: (name: string, since: string) =>
    t(
      `Dette er varslene til ${name} siden ${since} som ikke måtte sendes med én gang.`,
      `Dette er varsla til ${name} sidan ${since} som ikkje måtte sendast med ein gong.`,
      `These are the warnings to ${name} since ${since} that did not have to go at once.`,
    ),
}

const open = t('Åpne varslene', 'Opne varsla', 'Open the warnings')
const inPortal = t('varsler i portalen', 'varsel i portalen', 'warnings in the portal')
const bareLine = t(
  'Det er varsler til dere i portalen. De står ikke her fordi vi ikke kan kryptere dem til dere.',
  'Det er varsel til dykk i portalen. Dei står ikkje her fordi vi ikkje kan kryptere dei til dykk.',
  'There are warnings for you in the portal. They do not stand here because we cannot encrypt them to you.',
)
const end = {
  words: t(
    'Dere får dette brevet fordi dere har valgt det, eller ikke har valgt noe annet. Det som må gjøres nå, sender vi alltid.',
    'De får dette brevet fordi de har valt det, eller ikkje har valt noko anna. Det som må gjerast no, sender vi alltid.',
    'You get this letter because you chose it, or have not chosen otherwise. We always send what must be done now.',
  ),
  label: t('Slutt med dette brevet', 'Slutt med dette brevet', 'End this letter'),
}

/** What the frame of a letter is made of. */
export interface Framed {
  rhythm: 'daily' | 'weekly'
  organisation: string
  since: Utc
  week: number
  portal: string
  unsubscribe: string
  locale: Locale
}

/** The words of a digest; `hidden` says only that there is one. */
export function digestWords(
  contents: Contents,
  { rhythm, organisation, since, week, portal, unsubscribe, locale }: Framed,
  hidden: boolean,
): Pick<ServiceLetter, 'subject' | 'lines' | 'parts' | 'link' | 'end'> {
  const { news, information, told, over, sealed } = contents
  const wayOut = { words: end.words[locale], link: { label: end.label[locale], url: unsubscribe } }
  const link = { label: open[locale], url: portal }
  const fresh = news.length + information.length + sealed.news
  const past = over.length + sealed.over
  const said = fresh === 0 && past > 0 ? overOnes(past, locale) : newOnes(fresh, locale)
  const subject = subjects[rhythm](said, week)[locale]
  const unread = sealed.news + sealed.told
  if (hidden) return { subject: subjects[rhythm](inPortal[locale], week)[locale], lines: [bareLine[locale]], link, end: wayOut }
  return {
    subject,
    lines: [
      leads[rhythm](organisation, dayText(since, locale))[locale],
      ...(unread > 0 ? [sealedWords(unread, locale)] : []),
      ...(sealed.over > 0 ? [sealedOverWords(sealed.over, locale)] : []),
    ],
    parts: [
      ...part(
        headings.news,
        news.map((one) => whole(one, locale)),
        locale,
      ),
      ...part(
        headings.information,
        information.map((one) => whole(one, locale)),
        locale,
      ),
      ...part(
        headings.over,
        over.map((one) => ended(one, locale)),
        locale,
      ),
      ...part(
        headings.told,
        told.map((one) => bare(one, locale)),
        locale,
      ),
    ],
    link,
    end: wayOut,
  }
}

/** That a warning that was told at once for information is over, and why. */
export const overWords = (
  {
    title,
    trackingId,
    link,
    label,
    gist,
    heading,
    why,
  }: Pick<Over, 'title' | 'trackingId' | 'link' | 'label' | 'gist' | 'heading' | 'why'>,
  locale: Locale,
): Pick<ServiceLetter, 'subject' | 'lines' | 'link'> => ({
  subject: `${label}: ${title}`,
  lines: [gist, `${heading}: ${why.join(' ')}`, trackingId],
  link: { label: read[locale], url: link },
})

/** A warning for information that goes at once. */
export function informationWords(
  told: Told,
  { organisation, locale }: { organisation: string; locale: Locale },
): Pick<ServiceLetter, 'subject' | 'lines' | 'link'> {
  return {
    subject: `${headings.information[locale]}: ${told.title}`,
    lines: [
      t(
        `Dette varselet er ikke rettet til ${organisation}. ${told.why ?? ''}`,
        `Dette varselet er ikkje retta til ${organisation}. ${told.why ?? ''}`,
        `This warning is not addressed to ${organisation}. ${told.why ?? ''}`,
      )[locale].trim(),
      `${severityWords[told.severity][locale]}. ${told.summary}`,
      told.trackingId,
    ],
    link: { label: read[locale], url: told.link },
  }
}
