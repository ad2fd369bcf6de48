import { inFours } from '#domain/fingerprint.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { PlainField, ProfileFacts, WordedField } from './contract.ts'

interface ShownKey {
  fingerprint: string
  userIds: readonly string[]
  algorithms: string
  expiresAt: Utc | null
}

/** What the profile is made of beside what the team wrote. */
export interface Ground {
  version: number
  publishedAt: Utc
  /** Where the site is reached, without a stroke at the end. */
  site: string
  key: ShownKey | null
  /** Of the team's other senders, which sign with keys of their own. */
  others: readonly ShownKey[]
  /** From the register: which sectors the members belong to, and what kinds of organisations they are. */
  constituencies: readonly Texts[]
  kinds: readonly Texts[]
}

/** One numbered section of the profile. */
export interface Section {
  number: string
  title: string
  paragraphs: string[]
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

type Body = (facts: ProfileFacts, ground: Ground, locale: Locale) => (string | undefined)[]

const plain =
  (field: PlainField): Body =>
  (facts) => [facts[field]]
const worded =
  (field: WordedField): Body =>
  (facts, _ground, locale) => [facts[field][locale]]

const dayOf = (moment: Utc): string => moment.slice(0, 10)

const keyLines: Body = (_facts, { key, others, site }, locale) => {
  if (!key) return []
  const said = {
    nb: {
      print: 'Fingeravtrykk',
      ends: 'Gjelder til',
      never: 'uten sluttdato',
      kind: 'Algoritmer',
      where: 'Nøkkelen ligger på',
      also: 'Vi signerer også med',
    },
    nn: {
      print: 'Fingeravtrykk',
      ends: 'Gjeld til',
      never: 'utan sluttdato',
      kind: 'Algoritmar',
      where: 'Nøkkelen ligg på',
      also: 'Vi signerer òg med',
    },
    en: {
      print: 'Fingerprint',
      ends: 'Valid until',
      never: 'no end',
      kind: 'Algorithms',
      where: 'The key lies at',
      also: 'We also sign with',
    },
  }[locale]
  const facts = (one: ShownKey) => [
    ...one.userIds,
    `${said.print}: ${inFours(one.fingerprint)}`,
    `${said.kind}: ${one.algorithms}`,
    `${said.ends}: ${one.expiresAt ? dayOf(one.expiresAt) : said.never}`,
  ]
  return [...facts(key), ...others.flatMap((one) => [`${said.also}:`, ...facts(one)]), `${said.where} ${site}/key`]
}

const register: Body = (facts, { constituencies, kinds }, locale) => {
  const listed = (words: readonly string[]) => words.join(', ')
  const who = listed(constituencies.map((one) => one[locale]))
  const what = listed(kinds.map((kind) => kind[locale]).sort((one, other) => one.localeCompare(other, locale)))
  const begins = {
    nb: ['Ansvarsområde', 'Typer virksomheter'],
    nn: ['Ansvarsområde', 'Typar verksemder'],
    en: ['Sectors', 'Kinds of organisations'],
  }
  const [sectors, sorts] = begins[locale]
  return [facts.constituencyText[locale], who && `${sectors}: ${who}`, what && `${sorts}: ${what}`]
}

const affiliation: Body = (facts, _ground, locale) => {
  const named = { nb: ['Medlemskap', 'CERT-merket'], nn: ['Medlemskap', 'CERT-merket'], en: ['Membership', 'The CERT mark'] }[
    locale
  ]
  return [
    facts.affiliation[locale],
    facts.firstMembership && `${named[0]}: ${facts.firstMembership}`,
    facts.certMark && `${named[1]}: ${facts.certMark}`,
  ]
}

const where: Body = (_facts, { site }, locale) => [`${site}/profile?lang=${locale}`, `${site}/api/profile.txt?locale=${locale}`]

const authentic: Body = (_facts, { key }, locale) =>
  key
    ? [
        t(
          'Teksten er signert med nøkkelen i punkt 2.8.',
          'Teksten er signert med nøkkelen i punkt 2.8.',
          'The text is signed with the key of section 2.8.',
        )[locale],
      ]
    : []

const updated: Body = (_facts, { version, publishedAt }, locale) => [
  `${t('Versjon', 'Versjon', 'Version')[locale]} ${version}, ${dayOf(publishedAt)}`,
]

const reached: Body = (facts, _ground, locale) => [facts.email, facts.telephone, facts.hours[locale]]

/** The sections of RFC 2350, appendix D, in its order; 1.4 is what teams add to say how the text itself is checked. */
const sections: readonly { number: string; title: Texts; body?: Body }[] = [
  { number: '1', title: t('Om dokumentet', 'Om dokumentet', 'Document Information') },
  { number: '1.1', title: t('Sist endret', 'Sist endra', 'Date of Last Update'), body: updated },
  {
    number: '1.2',
    title: t('Hvem som får beskjed om endringer', 'Kven som får melding om endringar', 'Distribution List for Notifications'),
    body: worded('distribution'),
  },
  {
    number: '1.3',
    title: t('Hvor dokumentet finnes', 'Kvar dokumentet finst', 'Locations where this Document May Be Found'),
    body: where,
  },
  {
    number: '1.4',
    title: t('Slik er dokumentet signert', 'Slik er dokumentet signert', 'Authenticating this Document'),
    body: authentic,
  },
  { number: '2', title: t('Kontakt', 'Kontakt', 'Contact Information') },
  { number: '2.1', title: t('Navn', 'Namn', 'Name of the Team'), body: plain('name') },
  { number: '2.2', title: t('Adresse', 'Adresse', 'Address'), body: plain('address') },
  { number: '2.3', title: t('Tidssone', 'Tidssone', 'Time Zone'), body: plain('timeZone') },
  { number: '2.4', title: t('Telefon', 'Telefon', 'Telephone Number'), body: plain('telephone') },
  { number: '2.5', title: t('Telefaks', 'Telefaks', 'Facsimile Number'), body: plain('fax') },
  {
    number: '2.6',
    title: t('Annen telekommunikasjon', 'Annan telekommunikasjon', 'Other Telecommunication'),
    body: plain('otherTelecom'),
  },
  { number: '2.7', title: t('E-post', 'E-post', 'Electronic Mail Address'), body: plain('email') },
  { number: '2.8', title: t('Offentlig nøkkel', 'Offentleg nøkkel', 'Public Keys and Encryption Information'), body: keyLines },
  { number: '2.9', title: t('De som arbeider her', 'Dei som arbeider her', 'Team Members'), body: worded('teamMembers') },
  {
    number: '2.10',
    title: t('Andre opplysninger', 'Andre opplysningar', 'Other Information'),
    body: (facts, _ground, locale) => [facts.url, facts.other[locale]],
  },
  { number: '2.11', title: t('Slik når du oss', 'Slik når du oss', 'Points of Customer Contact'), body: reached },
  { number: '3', title: t('Mandat', 'Mandat', 'Charter') },
  { number: '3.1', title: t('Oppdrag', 'Oppdrag', 'Mission Statement'), body: worded('mission') },
  { number: '3.2', title: t('Hvem vi er til for', 'Kven vi er til for', 'Constituency'), body: register },
  { number: '3.3', title: t('Eier og tilknytning', 'Eigar og tilknyting', 'Sponsorship and/or Affiliation'), body: affiliation },
  { number: '3.4', title: t('Myndighet', 'Mynde', 'Authority'), body: worded('authority') },
  { number: '4', title: t('Retningslinjer', 'Retningslinjer', 'Policies') },
  {
    number: '4.1',
    title: t('Typer hendelser og hjelp', 'Typar hendingar og hjelp', 'Types of Incidents and Level of Support'),
    body: worded('incidentTypes'),
  },
  {
    number: '4.2',
    title: t('Samarbeid og deling', 'Samarbeid og deling', 'Co-operation, Interaction and Disclosure of Information'),
    body: worded('cooperation'),
  },
  {
    number: '4.3',
    title: t('Kommunikasjon og signering', 'Kommunikasjon og signering', 'Communication and Authentication'),
    body: worded('communication'),
  },
  { number: '5', title: t('Tjenester', 'Tenester', 'Services') },
  { number: '5.1', title: t('Hendelseshåndtering', 'Hendingshandtering', 'Incident Response') },
  { number: '5.1.1', title: t('Vurdering', 'Vurdering', 'Incident Triage'), body: worded('triage') },
  { number: '5.1.2', title: t('Samordning', 'Samordning', 'Incident Coordination'), body: worded('coordination') },
  { number: '5.1.3', title: t('Løsning', 'Løysing', 'Incident Resolution'), body: worded('resolution') },
  { number: '5.2', title: t('Forebyggende arbeid', 'Førebyggjande arbeid', 'Proactive Activities'), body: worded('proactive') },
  {
    number: '6',
    title: t('Skjema for hendelser', 'Skjema for hendingar', 'Incident Reporting Forms'),
    body: worded('reporting'),
  },
  { number: '7', title: t('Forbehold', 'Atterhald', 'Disclaimers'), body: worded('disclaimers') },
]

const nothing = t('Ingen.', 'Ingen.', 'None.')

/** The profile in one language, section by section; what is empty says that there is none. */
export const profileSections = (facts: ProfileFacts, ground: Ground, locale: Locale): Section[] =>
  sections.map(({ number, title, body }) => {
    const said = (body?.(facts, ground, locale) ?? []).filter((text): text is string => Boolean(text?.trim()))
    return { number, title: title[locale], paragraphs: body && said.length === 0 ? [nothing[locale]] : said }
  })

const width = 76

/** The profile as text of at most 76 signs a line, as it is signed. */
export function profileText(facts: ProfileFacts, ground: Ground, locale: Locale): string {
  const title = `RFC 2350 – ${facts.name}`
  const parts = profileSections(facts, ground, locale).map(({ number, title, paragraphs }) =>
    [`${number}. ${title}`, ...paragraphs.flatMap((text) => ['', ...text.split(/\r?\n/).flatMap(wrapped)])].join('\n'),
  )
  return `${[title, 'TLP:CLEAR', ...parts].join('\n\n')}\n`
}

function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 4 <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => `   ${line}`)
}

/** What the profile still lacks before it says what RFC 2350, 3 asks for. */
export const missingIn = (facts: ProfileFacts): string[] => [
  ...(['address', 'telephone'] as const).filter((field) => !facts[field]),
  ...(['hours', 'affiliation', 'distribution', 'reporting'] as const).filter(
    (field) => !facts[field].nb || !facts[field].nn || !facts[field].en,
  ),
]

/** RFC 9116, 2.5.5: the end is to be less than a year ahead. */
const securityTxtDays = 180
const renewedBeforeDays = 60

export const securityTxtEnd = (now: Utc): Utc => later(now, securityTxtDays * day)

/** Whether the file ends so soon that a new one is made. */
export const isDueForRenewal = (expiresAt: Utc, now: Utc): boolean => expiresAt <= later(now, renewedBeforeDays * day)

/** RFC 9116, 2.5: the fields of security.txt; `Canonical` also says where a signed one belongs. */
export const securityTxt = (facts: ProfileFacts, { site, key }: Pick<Ground, 'site' | 'key'>, expiresAt: Utc): string =>
  [
    `# ${facts.name}`,
    `Contact: mailto:${facts.email}`,
    ...(facts.telephone ? [`Contact: tel:${facts.telephone.replaceAll(/[^+\d]/g, '')}`] : []),
    `Expires: ${expiresAt}`,
    ...(key ? [`Encryption: ${site}/key`, `Encryption: openpgp4fpr:${key.fingerprint.toLowerCase()}`] : []),
    'Preferred-Languages: nb, nn, en',
    `Canonical: ${site}/.well-known/security.txt`,
    `Policy: ${site}/profile`,
    // What is signed with the key are also the documents of a CSAF provider (csaf § 7.1.8).
    ...(key ? [`CSAF: ${site}/.well-known/csaf/provider-metadata.json`] : []),
    '',
  ].join('\n')
