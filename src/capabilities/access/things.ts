import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { AuditLine } from './contract.ts'

type Line = Pick<AuditLine, 'object' | 'organisation' | 'detail'>

/** What a line of the trail is about, by the kind of its id: what it is called, where it stands, and what of the details names it. */
interface Thing {
  words: Texts
  at: (line: Line) => string | null
  named?: string
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const below =
  (path: string) =>
  ({ object }: Line): string =>
    `${path}/${object}`
const ofOrganisation =
  (place = '') =>
  ({ organisation }: Line): string | null =>
    organisation && `/organisations/${organisation}${place}`
const list = (path: string) => (): string => path

const things: Readonly<Record<string, Thing>> = {
  adb: { words: t('Råd', 'Råd', 'Advice'), at: below('/advice'), named: 'title' },
  clo: { words: t('Lukking', 'Lukking', 'Closing'), at: below('/closings') },
  con: { words: t('Kontakt', 'Kontakt', 'Contact'), at: ofOrganisation(), named: 'name' },
  dgt: {
    words: t('Tilgang for en annen', 'Tilgang for ein annan', 'Access of another'),
    at: ({ organisation }) => organisation && `/access?organisation=${organisation}`,
  },
  pgp: { words: t('PGP-nøkkel', 'PGP-nøkkel', 'PGP key'), at: below('/pgp-keys'), named: 'contact' },
  pde: { words: t('Produkter', 'Produkt', 'Products'), at: list('/products') },
  pim: {
    words: t('Import av produkter', 'Import av produkt', 'Import of products'),
    at: below('/products/imports'),
    named: 'file',
  },
  prd: { words: t('Produkt', 'Produkt', 'Product'), at: below('/products'), named: 'product' },
  profile: { words: t('Profil', 'Profil', 'Profile'), at: list('/profile/edit') },
  fnd: { words: t('Funn', 'Funn', 'Finding'), at: below('/findings') },
  hov: { words: t('Overlevering', 'Overlevering', 'Handover'), at: below('/watch/handovers') },
  vulnerabilities: {
    words: t('Kilde om sårbarheter', 'Kjelde om sårbarheiter', 'Source on vulnerabilities'),
    at: list('/vulnerabilities/sources'),
    named: 'fileName',
  },
  hok: { words: t('Webhook', 'Webhook', 'Webhook'), at: ofOrganisation('/told-how'), named: 'host' },
  hol: { words: t('Nett eller domene', 'Nett eller domene', 'Network or domain'), at: ofOrganisation(), named: 'value' },
  ign: { words: t('Unntak', 'Unntak', 'Exception'), at: list('/ignore-rules') },
  idp: { words: t('Innloggingstjeneste', 'Innloggingsteneste', 'Sign-in provider'), at: list('/sign-in-ways'), named: 'name' },
  imp: { words: t('Fil', 'Fil', 'File'), at: below('/imports'), named: 'file' },
  inv: { words: t('Invitasjon', 'Invitasjon', 'Invitation'), at: list('/people') },
  key: { words: t('API-nøkkel', 'API-nøkkel', 'API key'), at: list('/keys'), named: 'name' },
  list: { words: t('Medlemsliste', 'Medlemsliste', 'List of members'), at: list('/organisations'), named: 'file' },
  mai: { words: t('E-post', 'E-post', 'Mail'), at: list('/notices/inbox') },
  msr: { words: t('Tiltak', 'Tiltak', 'Measure'), at: below('/measures') },
  clm: { words: t('Krav', 'Krav', 'Claim'), at: below('/claims') },
  dsp: {
    words: t('Tvist om nett eller domene', 'Tvist om nett eller domene', 'Dispute of a network or domain'),
    at: below('/claims/disputes'),
  },
  dlg: { words: t('Fullmakt til en som drifter', 'Fullmakt til ein som driftar', 'Word for an operator'), at: ofOrganisation() },
  adv: { words: t('Varsel til medlemmer', 'Varsel til medlemmer', 'Warning'), at: below('/advisories'), named: 'trackingId' },
  ntc: { words: t('Varsel', 'Varsel', 'Notice'), at: below('/notices') },
  org: { words: t('Virksomhet', 'Verksemd', 'Organisation'), at: below('/organisations') },
  rou: { words: t('Regel', 'Regel', 'Rule'), at: list('/notices/routing') },
  src: { words: t('Kilde', 'Kjelde', 'Source'), at: below('/sources'), named: 'name' },
  tsk: { words: t('Sak', 'Sak', 'Case'), at: below('/watch') },
  asm: { words: t('Vurdering', 'Vurdering', 'Assessment'), at: ofOrganisation('/services'), named: 'title' },
  tgt: {
    words: t('Nett eller domene for en tjeneste', 'Nett eller domene for ei teneste', 'Network or domain of a service'),
    at: ofOrganisation('/services'),
    named: 'value',
  },
  terms: { words: t('Vilkår', 'Vilkår', 'Terms'), at: list('/services'), named: 'subject' },
  usr: { words: t('Konto', 'Konto', 'Account'), at: list('/people') },
  win: { words: t('Vindu', 'Vindauge', 'Window'), at: list('/notices/windows') },
}

const many: Readonly<Record<string, Texts>> = {
  findings: t('funn', 'funn', 'findings'),
  measures: t('tiltak', 'tiltak', 'measures'),
}

/** What is asked of names: of organisations and of accounts. */
export interface Names {
  organisations: ReadonlyMap<string, string>
  accounts: ReadonlyMap<string, string>
}

/** What a line is about, as it is called, and where it stands. */
export function thingOf(line: Line, names: Names, locale: Locale): { words: string; link: string | null } {
  const { object, organisation, detail } = line
  const whose = organisation && names.organisations.get(organisation)
  const several = /^(\d+) (\w+)$/.exec(object)
  const of = several && many[several[2]!]
  if (of) return { words: [`${several[1]} ${of[locale]}`, whose].filter(Boolean).join(' · '), link: null }
  const thing = things[object.split(/[_:]/, 1)[0]!]
  if (!thing) return { words: object, link: null }
  const named = thing.named && typeof detail[thing.named] === 'string' ? String(detail[thing.named]) : names.accounts.get(object)
  return { words: [thing.words[locale], named, whose].filter(Boolean).join(' · '), link: thing.at(line) }
}

/** The accounts that lines are about. */
export const accountsIn = (lines: readonly Line[]): Id<'usr'>[] => [
  ...new Set(lines.flatMap(({ object }) => (/^usr_[0-9a-f]{32}$/.test(object) ? [object as Id<'usr'>] : []))),
]
