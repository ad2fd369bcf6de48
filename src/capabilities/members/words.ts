import { dayText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { daysBetween, type Utc } from '#domain/time.ts'
import { type ErrorTexts, errorTexts } from '#platform/errors.ts'
import type { Constituency, Holding, HoldingProof, Membership, OrganisationKind } from './contract.ts'
import type { Refusal, RefusalCode } from './list.ts'
import type { Asked } from './rules.ts'
import { registerErrors } from './words-register.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const correct = t('Rett verdien og prøv igjen.', 'Rett verdien og prøv igjen.', 'Correct the value and try again.')

/** What this capability may answer beside the house's own errors. */
export const memberErrors = {
  ...registerErrors,
  'bad-organisation-number': {
    status: 422,
    message: t(
      'Organisasjonsnummeret har ikke ni siffer med riktig kontrollsiffer.',
      'Organisasjonsnummeret har ikkje ni siffer med rett kontrollsiffer.',
      'The organisation number is not nine digits with a correct check digit.',
    ),
    next: t(
      'Slå opp nummeret i Enhetsregisteret.',
      'Slå opp nummeret i Einingsregisteret.',
      'Look the number up in Enhetsregisteret.',
    ),
  },
  'number-taken': {
    status: 409,
    message: t(
      'En annen organisasjon har dette nummeret:',
      'Ein annan organisasjon har dette nummeret:',
      'Another organisation has this number:',
    ),
    next: t('Endre den organisasjonen i stedet.', 'Endre den organisasjonen i staden.', 'Change that organisation instead.'),
  },
  'parent-unknown': {
    status: 422,
    message: t(
      'Den overordnede organisasjonen finnes ikke i registeret.',
      'Den overordna organisasjonen finst ikkje i registeret.',
      'The parent organisation is not in the register.',
    ),
    next: t('Legg den inn først.', 'Legg han inn først.', 'Add it first.'),
  },
  'parent-circle': {
    status: 422,
    message: t(
      'Organisasjonen ville stå under seg selv.',
      'Organisasjonen ville stå under seg sjølv.',
      'The organisation would stand below itself.',
    ),
    next: t('Velg en annen overordnet.', 'Vel ein annan overordna.', 'Choose another parent.'),
  },
  'parent-too-deep': {
    status: 422,
    message: t('Det blir flere enn tjue nivåer.', 'Det blir fleire enn tjue nivå.', 'There would be more than twenty levels.'),
    next: t('Velg en overordnet høyere oppe.', 'Vel ein overordna høgare oppe.', 'Choose a parent higher up.'),
  },
  'not-a-network': {
    status: 422,
    message: t(
      'Dette er ikke et nett, slik som 198.18.0.0/15 eller 2001:db8::/32.',
      'Dette er ikkje eit nett, slik som 198.18.0.0/15 eller 2001:db8::/32.',
      'This is not a network such as 198.18.0.0/15 or 2001:db8::/32.',
    ),
    next: correct,
  },
  'host-bits': {
    status: 422,
    message: t(
      'Adressen er ikke den første i nettet. Nettet den ligger i, er:',
      'Adressa er ikkje den første i nettet. Nettet ho ligg i, er:',
      'The address is not the first of its network. The network it lies in is:',
    ),
    next: t(
      'Skriv dette nettet, eller rett lengden.',
      'Skriv dette nettet, eller rett lengda.',
      'Write this network, or correct the length.',
    ),
  },
  'network-too-wide': {
    status: 422,
    message: t(
      'Nettet er for stort. Det største er /8 for IPv4 og /16 for IPv6.',
      'Nettet er for stort. Det største er /8 for IPv4 og /16 for IPv6.',
      'The network is too wide. The widest is /8 for IPv4 and /16 for IPv6.',
    ),
    next: t(
      'Del det i nettene som faktisk eies.',
      'Del det i netta som faktisk er eigde.',
      'Split it into the networks that are really held.',
    ),
  },
  'not-an-asn': {
    status: 422,
    message: t(
      'Dette er ikke et AS-nummer, slik som AS64500.',
      'Dette er ikkje eit AS-nummer, slik som AS64500.',
      'This is not an AS number such as AS64500.',
    ),
    next: correct,
  },
  'not-a-domain': {
    status: 422,
    message: t('Dette er ikke et domenenavn.', 'Dette er ikkje eit domenenamn.', 'This is not a domain name.'),
    next: correct,
  },
  'public-suffix': {
    status: 422,
    message: t(
      'Under dette domenet registrerer mange sine egne. Det kan ikke tilhøre én.',
      'Under dette domenet registrerer mange sine eigne. Det kan ikkje høyre til éin.',
      'Many register their own domains below this one. It cannot belong to one of them.',
    ),
    next: t(
      'Skriv domenet med ett ledd til foran.',
      'Skriv domenet med eitt ledd til framfor.',
      'Write the domain with one more label in front.',
    ),
  },
  'bad-period': {
    status: 422,
    message: t('Perioden slutter før den begynner.', 'Perioden sluttar før han begynner.', 'The period ends before it begins.'),
    next: t('Rett en av datoene.', 'Rett ein av datoane.', 'Correct one of the dates.'),
  },
  'holding-overlaps': {
    status: 409,
    message: t(
      'Organisasjonen har dette allerede i en periode som overlapper.',
      'Organisasjonen har dette alt i ein periode som overlappar.',
      'The organisation already has this in a period that overlaps.',
    ),
    next: t('Rett den perioden i stedet.', 'Rett den perioden i staden.', 'Correct that period instead.'),
  },
  'identity-number': errorTexts['identity-number'],
  'not-a-public-key': {
    status: 422,
    message: t(
      'Dette er ikke en offentlig PGP-nøkkel.',
      'Dette er ikkje ein offentleg PGP-nøkkel.',
      'This is not a public PGP key.',
    ),
    next: t(
      'Eksporter den offentlige nøkkelen. Den private skal aldri sendes.',
      'Eksporter den offentlege nøkkelen. Den private skal aldri sendast.',
      'Export the public key. The private one must never be sent.',
    ),
  },
  'not-an-asset': {
    status: 422,
    message: t(
      'Dette er ikke en adresse, et nett, et AS-nummer, et vertsnavn eller en nettadresse.',
      'Dette er ikkje ei adresse, eit nett, eit AS-nummer, eit vertsnamn eller ei nettadresse.',
      'This is no address, network, AS number, host name or URL.',
    ),
    next: correct,
  },
  'no-file': {
    status: 422,
    message: t('Det kom ingen fil.', 'Det kom inga fil.', 'No file came.'),
    next: t('Velg en fil og prøv igjen.', 'Vel ei fil og prøv igjen.', 'Choose a file and try again.'),
  },
} as const satisfies ErrorTexts

export type MemberError = keyof typeof memberErrors

/** Why something in a member list was not taken. What also is an error has the same words. */
export const refusalTexts: Record<Exclude<RefusalCode, MemberError>, Texts> = {
  'bad-encoding': t(
    'Filen er ikke UTF-8. Den ble lest som Windows-1252.',
    'Fila er ikkje UTF-8. Ho vart lesen som Windows-1252.',
    'The file is not UTF-8. It was read as Windows-1252.',
  ),
  'nul-byte': t(
    'Linjen har tomme tegn, som ble tatt bort.',
    'Linja har tomme teikn, som vart tekne bort.',
    'The line holds zero bytes, which were taken out.',
  ),
  'broken-quote': t(
    'Et anførselstegn blir aldri lukket.',
    'Eit hermeteikn blir aldri lukka.',
    'A quotation mark is never closed.',
  ),
  truncated: t('Filen slutter midt i raden.', 'Fila sluttar midt i rada.', 'The file ends in the middle of the row.'),
  'line-too-long': t('Linjen er for lang.', 'Linja er for lang.', 'The line is too long.'),
  'wrong-column-count': t(
    'Raden har feil antall kolonner.',
    'Rada har feil tal på kolonnar.',
    'The row has the wrong number of columns.',
  ),
  'missing-column': t(
    'Kolonnen mangler. Ingenting ble lest.',
    'Kolonnen manglar. Ingenting vart lese.',
    'The column is missing. Nothing was read.',
  ),
  'unknown-column': t(
    'Kolonnen er ukjent og ble ikke lest.',
    'Kolonnen er ukjend og vart ikkje lesen.',
    'The column is unknown and was not read.',
  ),
  'empty-file': t('Filen er tom.', 'Fila er tom.', 'The file is empty.'),
  'bad-json': t('Dette er ikke gyldig JSON.', 'Dette er ikkje gyldig JSON.', 'This is not valid JSON.'),
  'bad-schema': t('Feltet har feil form.', 'Feltet har feil form.', 'The field has the wrong form.'),
  'bad-time': t(
    'Tidspunktet skal skrives som 2026-11-21.',
    'Tidspunktet skal skrivast som 2026-11-21.',
    'The time should be written like 2026-11-21.',
  ),
  unreadable: t('Dette kunne ikke leses.', 'Dette kunne ikkje lesast.', 'This could not be read.'),
  'bad-choice': t(
    'Verdien er ikke en av de kjente.',
    'Verdien er ikkje ein av dei kjende.',
    'The value is none of the known ones.',
  ),
  'bad-email': t('Dette er ikke en e-postadresse.', 'Dette er ikkje ei e-postadresse.', 'This is not an e-mail address.'),
  'bad-telephone': t('Dette er ikke et telefonnummer.', 'Dette er ikkje eit telefonnummer.', 'This is not a telephone number.'),
  'name-missing': t('Navnet mangler.', 'Namnet manglar.', 'The name is missing.'),
  'too-long': t('Teksten er for lang.', 'Teksten er for lang.', 'The text is too long.'),
  'kinds-missing': t(
    'En ny organisasjon må ha minst én type.',
    'Ein ny organisasjon må ha minst éin type.',
    'A new organisation needs at least one kind.',
  ),
  'other-county': t(
    'Kommunen ligger i et annet fylke. Vi brukte fylket:',
    'Kommunen ligg i eit anna fylke. Vi brukte fylket:',
    'The municipality lies in another county. We used county:',
  ),
  'twice-in-file': t(
    'Dette står to ganger i filen. Første gang på linje:',
    'Dette står to gonger i fila. Første gong på linje:',
    'This stands twice in the file. First on line:',
  ),
  'several-fit': t(
    'Flere organisasjoner har dette navnet. Skriv organisasjonsnummeret.',
    'Fleire organisasjonar har dette namnet. Skriv organisasjonsnummeret.',
    'Several organisations have this name. Give the organisation number.',
  ),
  'key-taken': t(
    'En annen organisasjon har denne nøkkelen.',
    'Ein annan organisasjon har denne nøkkelen.',
    'Another organisation has this key.',
  ),
  'kept-by-hand': t(
    'Registeret sier noe annet enn listen, og listen eier ikke opplysningen. Registeret står.',
    'Registeret seier noko anna enn lista, og lista eig ikkje opplysninga. Registeret står.',
    'The register says otherwise, and this list does not own the entry. The register stands.',
  ),
  'organisation-succeeded': t(
    'Virksomheten finnes ikke lenger. Den som har tatt over, er:',
    'Verksemda finst ikkje lenger. Den som har teke over, er:',
    'The organisation no longer exists. The one in its place is:',
  ),
  'nothing-gone': t(
    'Rader kunne ikke leses. Derfor er ingen regnet som borte. Så mange mangler i filen:',
    'Rader kunne ikkje lesast. Derfor er ingen rekna som borte. Så mange manglar i fila:',
    'Rows could not be read, so none counts as gone. Missing from the file:',
  ),
  'many-gone': t(
    'Mer enn en tidel av listen mangler i filen, så ingen er regnet som borte. Er filen hel, les den inn igjen med «Force» (--force). Mangler:',
    'Meir enn ein tidel av lista manglar i fila, så ingen er rekna som borte. Er fila heil, les ho inn igjen med «Force» (--force). Manglar:',
    'More than a tenth of the list is missing from the file, so none counts as gone. If the file is whole, read it again with “Force” (--force). Missing:',
  ),
}

/** The reason of a refusal in the reader's language, with what was meant. */
export function reasonOf(refusal: Refusal, locale: Locale): string {
  const { code, detail } = refusal
  const text =
    code in memberErrors
      ? memberErrors[code as MemberError].message[locale]
      : refusalTexts[code as keyof typeof refusalTexts][locale]
  return detail === undefined ? text : code === 'bad-choice' ? `${text} (${detail})` : `${text} ${detail}`
}

/** What kinds of organisations are called. */
export const organisationKindWords: Readonly<Record<OrganisationKind, Texts>> = {
  'regional-health-authority': t('Regionalt helseforetak', 'Regionalt helseføretak', 'Regional health authority'),
  'hospital-trust': t('Helseforetak', 'Helseføretak', 'Hospital trust'),
  hospital: t('Sykehus', 'Sjukehus', 'Hospital'),
  'ict-operator': t('IKT-driftsleverandør', 'IKT-driftsleverandør', 'ICT operator'),
  municipality: t('Kommune', 'Kommune', 'Municipality'),
  county: t('Fylkeskommune', 'Fylkeskommune', 'County'),
  intermunicipal: t('Interkommunalt samarbeid', 'Interkommunalt samarbeid', 'Intermunicipal body'),
  'general-practice': t('Fastlegekontor', 'Fastlegekontor', 'General practice'),
  'dental-practice': t('Tannlegekontor', 'Tannlegekontor', 'Dental practice'),
  pharmacy: t('Apotek', 'Apotek', 'Pharmacy'),
  supplier: t('Leverandør', 'Leverandør', 'Supplier'),
  authority: t('Myndighet', 'Styresmakt', 'Authority'),
  other: t('Annet', 'Anna', 'Other'),
}

/** What the parts of the sector are called. */
export const constituencyWords: Readonly<Record<Constituency, Texts>> = {
  health: t('Helse', 'Helse', 'Health'),
  municipal: t('Kommune', 'Kommune', 'Municipal'),
}

/** What being a member, or not, is called. */
export const membershipWords: Readonly<Record<Membership, Texts>> = {
  member: t('Medlem', 'Medlem', 'Member'),
  former: t('Tidligere medlem', 'Tidlegare medlem', 'Former member'),
  none: t('Ikke medlem', 'Ikkje medlem', 'Not a member'),
}

/** How we know that something is somebody's. */
export const proofWords: Record<HoldingProof, Texts> = {
  declared: t('oppgitt av organisasjonen', 'oppgjeve av organisasjonen', 'as declared'),
  mail: t('bevist med e-post til domenet', 'prova med e-post til domenet', 'proven by mail to the domain'),
  'dns-token': t('bevist i DNS', 'prova i DNS', 'proven in DNS'),
  registry: t('etter et register', 'etter eit register', 'by a registry'),
  delegated: t('etter eierens fullmakt', 'etter fullmakt frå eigaren', "by the owner's word"),
  team: t('kontrollert av teamet', 'kontrollert av teamet', 'verified by the team'),
}

/** A holding as people write it. */
export const shownHolding = (holding: Pick<Holding, 'form' | 'value'>): string =>
  holding.form === 'asn' ? `AS${holding.value}` : holding.value

/** How we know that something is an organisation's, and how fresh that is. */
function knowing(holding: Holding, now: Utc, locale: Locale): string {
  const days = Math.max(0, daysBetween(holding.confirmedAt, now))
  const ago = {
    nb: days === 0 ? 'bekreftet i dag' : days === 1 ? 'bekreftet for én dag siden' : `bekreftet for ${days} dager siden`,
    nn: days === 0 ? 'stadfest i dag' : days === 1 ? 'stadfest for éin dag sidan' : `stadfest for ${days} dagar sidan`,
    en: days === 0 ? 'confirmed today' : days === 1 ? 'confirmed one day ago' : `confirmed ${days} days ago`,
  }
  return `${proofWords[holding.proof][locale]}, ${ago[locale]}`
}

/** Whose something was at a moment, in one or two sentences. */
export function ownerWords(
  asked: Asked,
  owner: Holding | 'several' | undefined,
  operator: Holding | 'several' | undefined,
  now: Utc,
  locale: Locale,
): string {
  return [ownerSentence(asked, owner, now, locale), operatorSentence(operator, now, locale)].filter(Boolean).join(' ')
}

function ownerSentence(asked: Asked, owner: Holding | 'several' | undefined, now: Utc, locale: Locale): string {
  const what = asked.text
  if (owner === undefined)
    return t(
      `Registeret kjenner ingen eier av ${what} da.`,
      `Registeret kjenner ingen eigar av ${what} då.`,
      `The register knows no owner of ${what} then.`,
    )[locale]
  if (owner === 'several')
    return t(
      `Flere organisasjoner sier at de eier ${what}.`,
      `Fleire organisasjonar seier at dei eig ${what}.`,
      `Several organisations say that they own ${what}.`,
    )[locale]
  const [name, since, how] = [owner.organisation.name, dayText(owner.from, locale), knowing(owner, now, locale)]
  const held = shownHolding(owner)
  if (held === what || held === `${what}/32` || held === `${what}/128`)
    return t(
      `${name} eier ${what} siden ${since}, ${how}.`,
      `${name} eig ${what} sidan ${since}, ${how}.`,
      `${what} is owned by ${name} since ${since}, ${how}.`,
    )[locale]
  return t(
    `${what} er i ${held}, som ${name} eier siden ${since}, ${how}.`,
    `${what} er i ${held}, som ${name} eig sidan ${since}, ${how}.`,
    `${what} is in ${held}, owned by ${name} since ${since}, ${how}.`,
  )[locale]
}

function operatorSentence(operator: Holding | 'several' | undefined, now: Utc, locale: Locale): string {
  if (operator === undefined) return ''
  if (operator === 'several')
    return t(
      'Flere organisasjoner sier at de drifter det.',
      'Fleire organisasjonar seier at dei driftar det.',
      'Several organisations say that they operate it.',
    )[locale]
  const [name, held, how] = [operator.organisation.name, shownHolding(operator), knowing(operator, now, locale)]
  return t(`${name} drifter ${held}, ${how}.`, `${name} driftar ${held}, ${how}.`, `${name} operates ${held}, ${how}.`)[locale]
}
