import type { Texts } from '#domain/locale.ts'
import type { ReplyState } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** A state in a sentence: *Fjellprint 40 er rettet i versjon 2.3*. */
const sentences: Readonly<Record<ReplyState, Texts>> = {
  affected: t('{{what}} er rammet', '{{what}} er råka', '{{what}} is affected'),
  fixed: t(
    '{{what}} er rettet i versjon {{fixedIn}}',
    '{{what}} er retta i versjon {{fixedIn}}',
    '{{what}} is fixed in version {{fixedIn}}',
  ),
  'not-affected': t('{{what}} er ikke rammet', '{{what}} er ikkje råka', '{{what}} is not affected'),
  'under-investigation': t('{{what}} undersøkes', '{{what}} blir undersøkt', '{{what}} is being investigated'),
}

/** What notices to members and suppliers say. */
export const noticeWords = {
  told: t('Svar fra {{supplier}}: {{sentence}}', 'Svar frå {{supplier}}: {{sentence}}', 'Reply from {{supplier}}: {{sentence}}'),
  toldMany: t(
    'Nye svar fra leverandører om {{count}} produkter dere har',
    'Nye svar frå leverandørar om {{count}} produkt de har',
    'New replies from suppliers about {{count}} products that you have',
  ),
  gist: t(
    'Leverandøren har svart på et varsel om et produkt dere har.',
    'Leverandøren har svara på eit varsel om eit produkt de har.',
    'The supplier has replied to a warning about a product that you have.',
  ),
  warning: t('Varselet: {{title}} ({{number}})', 'Varselet: {{title}} ({{number}})', 'The warning: {{title}} ({{number}})'),
  says: t('{{supplier}} sier', '{{supplier}} seier', '{{supplier}} says'),
  ours: t('Dere har {{line}}. {{why}}', 'De har {{line}}. {{why}}', 'You have {{line}}. {{why}}'),
  asked: t(
    'Varsel om et produkt dere leverer: {{title}}',
    'Varsel om eit produkt de leverer: {{title}}',
    'Warning about a product that you supply: {{title}}',
  ),
  askedAgain: t(
    'Vi mangler svar fra dere: {{title}}',
    'Vi manglar svar frå dykk: {{title}}',
    'We still need your reply: {{title}}',
  ),
  askedGist: t(
    'Vi har varslet om et produkt dere leverer. Si om det er rammet, rettet, ikke rammet eller under undersøkelse. De som har produktet, får svaret av oss.',
    'Vi har varsla om eit produkt de leverer. Sei om det er råka, retta, ikkje råka eller under undersøking. Dei som har produktet, får svaret av oss.',
    'We have warned about a product that you supply. Say whether it is affected, fixed, not affected or under investigation. Those who have it get your reply from us.',
  ),
  askedProducts: t('Produkter vi spør om', 'Produkt vi spør om', 'Products that we ask about'),
  askedCves: t('Sårbarheter', 'Sårbarheiter', 'Vulnerabilities'),
  why: t(
    'Dere står i registeret som leverandør av produktet.',
    'De står i registeret som leverandør av produktet.',
    'You stand in the register as the supplier of the product.',
  ),
} as const satisfies Record<string, Texts>

/** A text with its places filled in. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')

/** What an answer says, in one sentence of each language. */
export const sentenceOf = (
  { product, versions, state, fixedIn }: { product: string; versions: string; state: ReplyState; fixedIn: string },
  locale: keyof Texts,
): string => filled(sentences[state][locale], { what: [product, versions].filter(Boolean).join(' '), fixedIn })
