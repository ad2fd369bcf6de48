import type { Locale, Texts } from '#domain/locale.ts'
import type { FeedProblem, FeedReason } from './shape.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const words: Readonly<Record<FeedReason, Texts>> = {
  'bad-date': t(
    'Datoen kan ikke leses og er utelatt.',
    'Datoen kan ikkje lesast og er utelaten.',
    'The date cannot be read and was left out.',
  ),
  'bad-encoding': t(
    'Teksten er ikke i den tegnkodingen den sier. Se etter feil i bokstaver.',
    'Teksten er ikkje i den teiknkodinga han seier. Sjå etter feil i bokstavar.',
    'The text is not in the encoding that it says. Look for faults in letters.',
  ),
  'bad-link': t(
    'Lenken fører ikke til en nettside og er utelatt.',
    'Lenkja fører ikkje til ei nettside og er utelaten.',
    'The link does not lead to a web page and was left out.',
  ),
  'bad-xml': t(
    'Her er XML-en feil. Det som kunne leses rundt feilen, er lest.',
    'Her er XML-en feil. Det som kunne lesast rundt feilen, er lese.',
    'The XML is broken here. What could be read around it was read.',
  ),
  'duplicate-id': t(
    'To saker har samme id. Bare den første er tatt med.',
    'To saker har same id. Berre den første er teken med.',
    'Two items have the same id. Only the first was taken.',
  ),
  'no-item-text': t(
    'Saken har verken tittel eller tekst og er utelatt.',
    'Saka har verken tittel eller tekst og er utelaten.',
    'The item has neither title nor text and was left out.',
  ),
  'not-a-feed': t(
    'Dette er verken RSS eller Atom. Kontroller adressen.',
    'Dette er verken RSS eller Atom. Kontroller adressa.',
    'This is neither RSS nor Atom. Check the address.',
  ),
  'text-cut': t(
    'Teksten er for lang og er kortet ned.',
    'Teksten er for lang og er korta ned.',
    'The text is too long and was cut.',
  ),
  'too-deep': t(
    'Herfra ligger det for mange nivåer inni hverandre. Resten er ikke lest.',
    'Herifrå ligg det for mange nivå inni kvarandre. Resten er ikkje lesen.',
    'From here too many levels lie within each other. The rest was not read.',
  ),
  'too-large': t(
    'Listen er for stor. Grensen er 10 MB.',
    'Lista er for stor. Grensa er 10 MB.',
    'The feed is too large. The limit is 10 MB.',
  ),
  'too-many-items': t(
    'Listen har flere enn 5 000 saker. Resten er utelatt.',
    'Lista har fleire enn 5 000 saker. Resten er utelaten.',
    'The feed has more than 5,000 items. The rest was left out.',
  ),
  truncated: t(
    'Listen slutter for tidlig. Det som kom før slutten, er lest.',
    'Lista sluttar for tidleg. Det som kom før slutten, er lese.',
    'The feed ends too early. What came before was read.',
  ),
}

const lineWord: Texts = t('Linje', 'Linje', 'Line')

/** A problem in a sentence, with its line before it. */
export const tellFeedProblem = (locale: Locale, { line, reason }: FeedProblem): string =>
  line === 0 ? words[reason][locale] : `${lineWord[locale]} ${line}: ${words[reason][locale]}`
