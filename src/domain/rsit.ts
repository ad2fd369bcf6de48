import { z } from 'zod'
import type { Texts } from './locale.ts'

/** Version of the Reference Security Incident Taxonomy (ENISA) that the table follows; stored beside each label. */
export const rsitVersion = '1003'

const words = (en: string, nb: string, nn: string): Texts => ({ nb, nn, en })

/** The 11 classes, each with our own short name. */
export const rsitClasses = {
  'abusive-content': words('Abusive content', 'Krenkende innhold', 'Krenkjande innhald'),
  'malicious-code': words('Malicious code', 'Skadevare', 'Skadevare'),
  'information-gathering': words('Information gathering', 'Kartlegging', 'Kartlegging'),
  'intrusion-attempts': words('Intrusion attempts', 'Innbruddsforsøk', 'Innbrotsforsøk'),
  intrusions: words('Intrusions', 'Innbrudd', 'Innbrot'),
  availability: words('Availability', 'Tilgjengelighet', 'Tilgjenge'),
  'information-content-security': words('Security of information', 'Sikring av informasjon', 'Sikring av informasjon'),
  fraud: words('Fraud', 'Svindel', 'Svindel'),
  vulnerable: words('Vulnerable', 'Sårbart', 'Sårbart'),
  other: words('Other', 'Annet', 'Anna'),
  test: words('Test', 'Test', 'Test'),
} as const satisfies Record<string, Texts>

export const RsitClass = z.enum(Object.keys(rsitClasses) as (keyof typeof rsitClasses)[]).meta({ id: 'RsitClass' })
export type RsitClass = z.infer<typeof RsitClass>

const type = <Class extends RsitClass>(of: Class, en: string, nb: string, nn: string) => ({ class: of, label: words(en, nb, nn) })

/** The 39 types with class and our own short name. A type's id is unique across classes, so it stands alone. */
export const rsitTypes = {
  spam: type('abusive-content', 'Spam', 'Søppelpost', 'Søppelpost'),
  'harmful-speech': type('abusive-content', 'Harmful speech', 'Hets og trakassering', 'Hets og trakassering'),
  violence: type(
    'abusive-content',
    'Abuse or violence depicted',
    'Overgreps- eller voldsinnhold',
    'Overgreps- eller valdsinnhald',
  ),
  'infected-system': type('malicious-code', 'Infected system', 'Infisert system', 'Infisert system'),
  'c2-server': type(
    'malicious-code',
    'Command and control server',
    'Kontrollserver for skadevare',
    'Kontrolltenar for skadevare',
  ),
  'malware-distribution': type('malicious-code', 'Malware distribution', 'Spredning av skadevare', 'Spreiing av skadevare'),
  'malware-configuration': type('malicious-code', 'Malware configuration', 'Oppsett for skadevare', 'Oppsett for skadevare'),
  scanner: type('information-gathering', 'Scanning', 'Skanning', 'Skanning'),
  sniffing: type('information-gathering', 'Sniffing', 'Avlytting', 'Avlytting'),
  'social-engineering': type('information-gathering', 'Social engineering', 'Sosial manipulering', 'Sosial manipulering'),
  'ids-alert': type(
    'intrusion-attempts',
    'Known vulnerability tried',
    'Forsøk mot kjent sårbarhet',
    'Forsøk mot kjend sårbarheit',
  ),
  'brute-force': type('intrusion-attempts', 'Login attempts', 'Gjentatte innloggingsforsøk', 'Gjentekne innloggingsforsøk'),
  exploit: type('intrusion-attempts', 'New kind of attack', 'Ny type angrep', 'Ny type angrep'),
  'privileged-account-compromise': type(
    'intrusions',
    'Privileged account taken',
    'Overtatt administratorkonto',
    'Overteken administratorkonto',
  ),
  'unprivileged-account-compromise': type(
    'intrusions',
    'Ordinary account taken',
    'Overtatt brukerkonto',
    'Overteken brukarkonto',
  ),
  'application-compromise': type(
    'intrusions',
    'Application compromised',
    'Kompromittert applikasjon',
    'Kompromittert applikasjon',
  ),
  'system-compromise': type('intrusions', 'System compromised', 'Kompromittert system', 'Kompromittert system'),
  burglary: type('intrusions', 'Physical break-in', 'Fysisk innbrudd', 'Fysisk innbrot'),
  dos: type('availability', 'Denial of service', 'Tjenestenekt', 'Tenestenekt'),
  ddos: type('availability', 'Distributed denial of service', 'Distribuert tjenestenekt', 'Distribuert tenestenekt'),
  misconfiguration: type('availability', 'Misconfiguration', 'Feil oppsett', 'Feil oppsett'),
  sabotage: type('availability', 'Sabotage', 'Sabotasje', 'Sabotasje'),
  outage: type('availability', 'Outage', 'Driftsavbrudd', 'Driftsavbrot'),
  'unauthorised-information-access': type(
    'information-content-security',
    'Information read without right',
    'Uautorisert innsyn',
    'Uautorisert innsyn',
  ),
  'unauthorised-information-modification': type(
    'information-content-security',
    'Information changed without right',
    'Uautorisert endring',
    'Uautorisert endring',
  ),
  'data-loss': type('information-content-security', 'Data loss', 'Tap av data', 'Tap av data'),
  'data-leak': type('information-content-security', 'Data leak', 'Datalekkasje', 'Datalekkasje'),
  'unauthorised-use-of-resources': type('fraud', 'Resources used without right', 'Misbruk av ressurser', 'Misbruk av ressursar'),
  copyright: type('fraud', 'Copyright', 'Brudd på opphavsrett', 'Brot på opphavsrett'),
  masquerade: type('fraud', 'Impersonation', 'Falsk identitet', 'Falsk identitet'),
  phishing: type('fraud', 'Phishing', 'Phishing', 'Phishing'),
  'weak-crypto': type('vulnerable', 'Weak encryption', 'Svak kryptering', 'Svak kryptering'),
  'ddos-amplifier': type(
    'vulnerable',
    'Amplifier for denial of service',
    'Kan forsterke tjenestenekt',
    'Kan forsterke tenestenekt',
  ),
  'potentially-unwanted-accessible': type(
    'vulnerable',
    'Service open to the internet',
    'Tjeneste åpen mot internett',
    'Teneste open mot internett',
  ),
  'information-disclosure': type('vulnerable', 'Information exposed', 'Eksponert informasjon', 'Eksponert informasjon'),
  'vulnerable-system': type('vulnerable', 'Vulnerable system', 'Sårbart system', 'Sårbart system'),
  other: type('other', 'Uncategorised', 'Uten kategori', 'Utan kategori'),
  undetermined: type('other', 'Not yet determined', 'Ikke avklart', 'Ikkje avklart'),
  test: type('test', 'Test', 'Test', 'Test'),
} as const satisfies Record<string, { class: RsitClass; label: Texts }>

export const RsitType = z
  .enum(Object.keys(rsitTypes) as (keyof typeof rsitTypes)[])
  .meta({ id: 'RsitType', description: `Type of the Reference Security Incident Taxonomy, version ${rsitVersion}` })
export type RsitType = z.infer<typeof RsitType>

/** The class that a type belongs to. */
export const classOf = (id: RsitType): RsitClass => rsitTypes[id].class

/**
 * Words that older sources write (RSIT before 1003, eCSIRT.net, IntelMQ's own types up to and after 3.0), and the type
 * they mean today. `malware` is a sample or its address, so it is about spreading, not about an infected machine.
 */
export const renamedTypes: Readonly<Record<string, RsitType>> = {
  backdoor: 'system-compromise',
  blacklist: 'other',
  blocklist: 'other',
  bot: 'infected-system',
  'botnet-drone': 'infected-system',
  bruteforce: 'brute-force',
  'c&c': 'c2-server',
  c2: 'c2-server',
  c2server: 'c2-server',
  cc: 'c2-server',
  compromised: 'system-compromise',
  content: 'other',
  'copyright-infringement': 'copyright',
  dataleak: 'data-leak',
  defacement: 'unauthorised-information-modification',
  dga: 'c2-server',
  'dga-domain': 'c2-server',
  dialer: 'infected-system',
  dropzone: 'data-leak',
  drone: 'infected-system',
  'exploitation-of-known-vulnerabilities': 'ids-alert',
  'harmful-content': 'harmful-speech',
  ids: 'ids-alert',
  'infected-bot': 'infected-system',
  leak: 'data-leak',
  'leak-of-confidential-information': 'data-leak',
  'login-attempts': 'brute-force',
  malware: 'malware-distribution',
  'malware-hosting': 'malware-distribution',
  'new-attack-signature': 'exploit',
  'open-service': 'potentially-unwanted-accessible',
  'potentially-unwanted-accessible-services': 'potentially-unwanted-accessible',
  proxy: 'other',
  ransomware: 'unauthorised-information-modification',
  rootkit: 'infected-system',
  scanning: 'scanner',
  spyware: 'infected-system',
  tor: 'other',
  trojan: 'infected-system',
  'unauthorised-access-to-information': 'unauthorised-information-access',
  'unauthorised-command': 'system-compromise',
  'unauthorised-login': 'system-compromise',
  'unauthorised-modification-of-information': 'unauthorised-information-modification',
  uncategorised: 'other',
  unclassified: 'other',
  unknown: 'undetermined',
  virus: 'infected-system',
  'vulnerable-client': 'vulnerable-system',
  'vulnerable-service': 'vulnerable-system',
  'weak-cryptography': 'weak-crypto',
  worm: 'infected-system',
}

const isType = (word: string): word is RsitType => Object.hasOwn(rsitTypes, word)

/** `Unauthorized use_of resources` → `unauthorised-use-of-resources`. */
const wordOf = (text: string | undefined): string =>
  (text ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
    .replaceAll('unauthorized', 'unauthorised')
    .replaceAll('categorized', 'categorised')

/**
 * The type that a source means by its words for class and type, today's or older. The type decides, since old sources put
 * it under another class; with no type at all, only the classes `other` and `test` say enough. Otherwise `undefined`.
 */
export function readRsit(taxonomy: string | undefined, type: string | undefined): RsitType | undefined {
  const word = wordOf(type)
  if (isType(word)) return word
  if (Object.hasOwn(renamedTypes, word)) return renamedTypes[word]
  if (word !== '') return undefined
  const onlyClass = wordOf(taxonomy)
  return onlyClass === 'other' ? 'undetermined' : onlyClass === 'test' ? 'test' : undefined
}
