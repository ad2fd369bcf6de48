import type { AdvisoryType } from '#domain/advisory-type.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { rank, type Severity } from '#domain/severity.ts'
import { isWithinTlp, type Tlp } from '#domain/tlp.ts'
import { buildProducts, type ProductIndex } from '#engines/products/products.ts'
import type { Choice, Constituency, Hit, Rhythm, Way, When } from './contract.ts'

/** What holds for whoever has chosen nothing. */
export const usualChoice: Choice = {
  types: [],
  words: [],
  products: [],
  inventory: true,
  least: 'info',
  language: null,
  ways: ['mail', 'sms'],
  atOnce: 'high',
  rest: 'weekly',
}

/** What of a warning says how its readers are told of it: whoever tells of one has it. */
export interface Tellable {
  type: AdvisoryType
  severity: Severity
  tlp: Tlp
  constituencies: readonly Constituency[]
  measures: readonly { group: string }[]
  title: Texts
  summary: Texts
  products: readonly { vendor: string; product: string; versions: string; cpe: string; purl: string }[]
}

/** A warning as a subscription looks at it. */
export interface Warning {
  type: AdvisoryType
  severity: Severity
  tlp: Tlp
  constituencies: readonly Constituency[]
  /** It asks something *now*. */
  pressing: boolean
  /** Titles and summaries in small letters. */
  text: string
  index: ProductIndex
}

/** What of a warning decides. */
export function warningOf({ type, severity, tlp, constituencies, measures, title, summary, products }: Tellable): Warning {
  return {
    type,
    severity,
    tlp,
    constituencies,
    pressing: measures.some(({ group }) => group === 'now'),
    text: [...Object.values(title), ...Object.values(summary)].join('\n').toLowerCase(),
    index: buildProducts(
      products.map(({ vendor, product, versions, cpe, purl }) => ({
        product,
        ...(vendor && { vendor }),
        ...(versions && { versions }),
        ...(cpe && { cpe }),
        ...(purl && { purl }),
      })),
    ),
  }
}

/** Whom no wish holds back: somebody must act now, or it cannot be worse. */
export const isForced = ({ severity, pressing }: Pick<Warning, 'severity' | 'pressing'>): boolean =>
  pressing || severity === 'critical'

const pagedFrom = rank('high')

/** Whether it goes by two ways. */
export const isPaged = ({ severity }: Pick<Warning, 'severity'>): boolean => rank(severity) >= pagedFrom

/** Which named product or topic a warning fits. Whoever names a product is told whatever version is meant. */
export function namedHit({ words, products }: Pick<Choice, 'words' | 'products'>, { text, index }: Warning): Hit | undefined {
  const product = products.find(
    ({ vendor, product }) =>
      index.match({ member: '', product, seenAt: '', by: 'declared', ...(vendor && { vendor }) }).length > 0,
  )
  if (product) return { by: 'product', what: [product.vendor, product.product].filter(Boolean).join(' ') }
  const word = words.find((each) => text.includes(each.toLowerCase()))
  return word === undefined ? undefined : { by: 'word', what: word }
}

/** What of a subscription a warning fits; `owned` is what the inventory has of it. */
export function hitOf(choice: Choice, warning: Warning, owned: string | undefined): Hit | undefined {
  if (choice.types.length > 0 && !choice.types.includes(warning.type)) return undefined
  const hit = namedHit(choice, warning)
  if (hit) return hit
  return choice.inventory && owned !== undefined ? { by: 'inventory', what: owned } : undefined
}

/** Whether a warning is among what somebody wants letters about: without topics and products, everything of the wanted types is. */
function isWanted(choice: Choice, warning: Warning, owned: string | undefined): boolean {
  if (rank(warning.severity) < rank(choice.least)) return false
  const names = choice.words.length + choice.products.length > 0
  if (!names) return choice.types.length === 0 || choice.types.includes(warning.type)
  return hitOf(choice, warning, owned) !== undefined
}

/**
 * When a reader is told of a warning that is addressed to the organisation. What must be done now and what is critical goes at once,
 * whatever was wished; a quiet time holds back what is milder than high.
 */
export function whenAddressed(
  choice: Choice,
  warning: Warning,
  { owned, quiet }: { owned?: string | undefined; quiet: boolean },
): When {
  if (isForced(warning)) return 'at-once'
  const isAtOnce = rank(warning.severity) >= rank(choice.atOnce)
  if (isAtOnce && (!quiet || isPaged(warning))) return 'at-once'
  return isAtOnce || isWanted(choice, warning, owned) ? choice.rest : 'portal'
}

/** When a subscriber outside the audience is told, for information; nothing when the warning fits no part of the subscription. */
export function whenInformed(
  choice: Choice,
  warning: Warning,
  { owned, quiet }: { owned?: string | undefined; quiet: boolean },
): { when: When; hit: Hit } | undefined {
  const hit = hitOf(choice, warning, owned)
  if (!hit || rank(warning.severity) < rank(choice.least)) return undefined
  return { hit, when: rank(warning.severity) >= rank(choice.atOnce) && !quiet ? 'at-once' : choice.rest }
}

/**
 * Whether a member outside the audience may read a warning: CLEAR may everybody, GREEN only the community that it was written for
 * (TLP 2.0, section 2). What is stricter goes to those it is addressed to, and to nobody because they asked.
 */
export const mayInform = (
  { tlp, constituencies }: Pick<Warning, 'tlp' | 'constituencies'>,
  member: { constituencies: readonly Constituency[] },
): boolean =>
  isWithinTlp(tlp, 'TLP:GREEN') &&
  (tlp === 'TLP:CLEAR' || constituencies.length === 0 || constituencies.some((one) => member.constituencies.includes(one)))

/** By which ways something that goes at once is told. */
export const waysFor = (choice: Choice, warning: Pick<Warning, 'severity'>): Way[] =>
  isPaged(warning) ? [...new Set<Way>(['mail', ...choice.ways])] : ['mail']

/** A contact as choosing needs it, in the order in which they are told. */
export interface Reader {
  id: string
  role: string
  email: string | null
  telephone: string | null
}

/** Those who are told first: with a mailbox, of the first role that has one. */
export function firstOf<Contact extends Reader>(contacts: readonly Contact[]): Contact[] {
  const first = contacts.find(({ email }) => email !== null)
  return first ? contacts.filter(({ email, role }) => email !== null && role === first.role) : []
}

/**
 * Whose choice counts for each contact: its own; for those who are told first otherwise that of the organisation, and for nobody else.
 * `own` is by contact, that of the organisation under null.
 */
export function choicesOf<Contact extends Reader>(
  contacts: readonly Contact[],
  own: ReadonlyMap<string | null, Choice>,
): { contact: Contact; choice: Choice }[] {
  const first = new Set(firstOf(contacts).map(({ id }) => id))
  return contacts.flatMap((contact) => {
    const choice = own.get(contact.id) ?? (first.has(contact.id) ? (own.get(null) ?? usualChoice) : undefined)
    return choice ? [{ contact, choice }] : []
  })
}

/** What is told at once to whom; for everybody else it waits for a letter, or stands in the portal. */
export interface Plan<Contact extends Reader = Reader> {
  atOnce: boolean
  /** It goes out also to whom everything else is frozen for. */
  pressing: boolean
  /** Who gets a mail of it now; nobody when nobody has a mailbox, then the ladder finds somebody. */
  mail: Contact[]
  sms: Contact[]
  webhook: boolean
  language: Locale | null
}

/** How the readers of one organisation are told of a warning that is addressed to it. */
export function planOf<Contact extends Reader>(
  contacts: readonly Contact[],
  own: ReadonlyMap<string | null, Choice>,
  warning: Warning,
  more: { owned?: string | undefined; quiet: boolean },
): Plan<Contact> {
  const forced = isForced(warning)
  const first = firstOf(contacts)
  const told = choicesOf(contacts, own).filter(({ choice }) => whenAddressed(choice, warning, more) === 'at-once')
  const ours = own.get(null) ?? usualChoice
  const atOnce = told.length > 0 || forced || (first.length === 0 && whenAddressed(ours, warning, more) === 'at-once')
  const by = (way: Way) => told.filter(({ choice }) => waysFor(choice, warning).includes(way)).map(({ contact }) => contact)
  return {
    atOnce,
    pressing: warning.pressing,
    mail: contacts.filter(
      ({ id, email }) =>
        email !== null && (told.some(({ contact }) => contact.id === id) || (forced && first.some((one) => one.id === id))),
    ),
    sms: by('sms').filter(({ telephone }) => telephone !== null),
    webhook: atOnce && isPaged(warning) && ours.ways.includes('webhook'),
    language: ours.language,
  }
}

/** What stands in a letter of a rhythm: news, or what the reader was told of at once and finds again. */
export function placeInLetter(
  choice: Choice,
  warning: Warning,
  item: { kind: 'addressed' | 'information' | 'over'; informed?: boolean; atOnce: boolean; owned?: string | undefined },
  rhythm: Exclude<Rhythm, 'portal'>,
): 'news' | 'told' | 'over' | undefined {
  if (choice.rest !== rhythm) return undefined
  const more = { owned: item.owned, quiet: !item.atOnce }
  const isInformed = item.kind === 'information' || item.informed === true
  const when = isInformed ? whenInformed(choice, warning, more)?.when : whenAddressed(choice, warning, more)
  if (item.kind === 'over') return when === rhythm ? 'over' : undefined
  if (when === 'at-once') return rhythm === 'weekly' ? 'told' : undefined
  return when === rhythm ? 'news' : undefined
}
