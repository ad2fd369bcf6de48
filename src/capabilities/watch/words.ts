import { wordsOf } from '#capabilities/findings/index.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { TaskKind } from './contract.ts'
import {
  closingDecided,
  findingAnswered,
  findingFixed,
  findingJudged,
  findingRestored,
  findingWithdrawn,
  intakeSolved,
  mailFiled,
  noticeCall,
  noticeCancelled,
  noticeOpened,
  noticeSettled,
  noticeUnsettled,
  sendingReleased,
  sourceBack,
} from './contract.ts'
import type { Facts } from './rules.ts'

/** What the words of a task are made of. */
export interface Worded {
  what: TaskKind
  /** Whose it is, when it is somebody's. */
  name: string | null
  count: number
  facts: Facts
}

interface Said {
  words: Texts
  next: Texts
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** One thing by its own words, several by their number. */
const either = (count: number, one: Texts, many: Texts): Texts => (count === 1 ? one : many)

/** What is wrong where, as the member reads it: *Fjernskrivebordet er åpent, 198.18.4.7:3389*. Unknown when the finding has vanished. */
export function findingInWords({ kind, asset }: Facts, locale: Locale): string | null {
  if (typeof kind !== 'string' || typeof asset !== 'string') return null
  const port = /:(\d+)\/(?:tcp|udp)$/.exec(asset)?.[1]
  return `${wordsOf(kind, locale, port ? Number(port) : undefined).name}, ${asset}`
}

const ofFinding = (facts: Facts, locale: Locale): string => {
  const words = findingInWords(facts, locale)
  return words ? `: ${words}` : ''
}

/** What the notice is about; the label before it is for whoever reads mail. */
const subjectOf = ({ subject }: Facts): string => (subject ? ` «${String(subject).replace(/^\[TLP:[^\]]*\] */, '')}»` : '')

const sayings: Record<TaskKind, (task: Worded) => Said> = {
  contradicted: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${name} meldte rettet, men det er sett igjen${ofFinding(facts, 'nb')}`,
        `${name} melde retta, men det er sett att${ofFinding(facts, 'nn')}`,
        `${name} said fixed, but it was seen again${ofFinding(facts, 'en')}`,
      ),
      t(
        `${name} meldte ${count} funn rettet, men de er sett igjen`,
        `${name} melde ${count} funn retta, men dei er sette att`,
        `${name} said ${count} findings were fixed, but they were seen again`,
      ),
    ),
    next: t(
      'Les begge opplysningene i historien. Ring kontakten og finn ut hva som gjenstår.',
      'Les begge opplysningane i historia. Ring kontakten og finn ut kva som står att.',
      'Read both facts in the story. Call the contact and find out what remains.',
    ),
  }),
  dispute: ({ name, count, facts }) => ({
    words: either(
      count,
      facts.answer === 'not-ours'
        ? t(
            `${name} sier at dette ikke er deres${ofFinding(facts, 'nb')}`,
            `${name} seier at dette ikkje er deira${ofFinding(facts, 'nn')}`,
            `${name} says this is not theirs${ofFinding(facts, 'en')}`,
          )
        : t(
            `${name} sier at dette er falsk alarm${ofFinding(facts, 'nb')}`,
            `${name} seier at dette er falsk alarm${ofFinding(facts, 'nn')}`,
            `${name} says this is a false alarm${ofFinding(facts, 'en')}`,
          ),
      t(`${name} bestrider ${count} funn`, `${name} er usamd i ${count} funn`, `${name} disputes ${count} findings`),
    ),
    next: t(
      'Les begrunnelsen. Gi medhold, eller svar at funnet blir stående.',
      'Les grunngjevinga. Gje medhald, eller svar at funnet blir ståande.',
      'Read the reason. Uphold it, or answer that the finding stands.',
    ),
  }),
  lapsed: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${name} er over datoen de lovte${ofFinding(facts, 'nb')}`,
        `${name} er over datoen dei lova${ofFinding(facts, 'nn')}`,
        `${name} has passed the day it promised${ofFinding(facts, 'en')}`,
      ),
      t(
        `${name} er over datoen de lovte for ${count} funn`,
        `${name} er over datoen dei lova for ${count} funn`,
        `${name} has passed the day it promised for ${count} findings`,
      ),
    ),
    next: t(
      'Spør hva som stanset arbeidet, og avtal en ny dato.',
      'Spør kva som stansa arbeidet, og avtal ein ny dato.',
      'Ask what stopped the work, and agree on a new day.',
    ),
  }),
  call: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `Ring ${name}: ingen har svart på varselet${subjectOf(facts)}`,
        `Ring ${name}: ingen har svara på varselet${subjectOf(facts)}`,
        `Call ${name}: nobody has answered the notice${subjectOf(facts)}`,
      ),
      t(
        `Ring ${name}: ingen har svart på ${count} varsler`,
        `Ring ${name}: ingen har svara på ${count} varsel`,
        `Call ${name}: nobody has answered ${count} notices`,
      ),
    ),
    next: facts.contact
      ? t(
          `Ring ${facts.contact}${number(facts)}. Følg manuset, og skriv hva som ble sagt.`,
          `Ring ${facts.contact}${number(facts)}. Følg manuset, og skriv kva som vart sagt.`,
          `Call ${facts.contact}${number(facts)}. Follow the script, and write what was said.`,
        )
      : t(
          'Ring virksomheten. Følg manuset, og skriv hva som ble sagt.',
          'Ring verksemda. Følg manuset, og skriv kva som vart sagt.',
          'Call the organisation. Follow the script, and write what was said.',
        ),
  }),
  'no-contact': (task) => (task.facts.written ? noNumber(task) : noContact(task)),
  bounce: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `Varselet til ${name} kom i retur${addressed(facts, ' fra')}`,
        `Varselet til ${name} kom i retur${addressed(facts, ' frå')}`,
        `The notice to ${name} came back${addressed(facts, ' from')}`,
      ),
      t(
        `${count} varsler til ${name} kom i retur`,
        `${count} varsel til ${name} kom i retur`,
        `${count} notices to ${name} came back`,
      ),
    ),
    next: t(
      'Rett adressen på virksomheten. Send så varselet på nytt.',
      'Rett adressa på verksemda. Send så varselet på nytt.',
      'Correct the address at the organisation. Then send the notice again.',
    ),
  }),
  silent: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${name} har ikke svart på varselet${subjectOf(facts)}`,
        `${name} har ikkje svara på varselet${subjectOf(facts)}`,
        `${name} has not answered the notice${subjectOf(facts)}`,
      ),
      t(
        `${name} har ikke svart på ${count} varsler`,
        `${name} har ikkje svara på ${count} varsel`,
        `${name} has not answered ${count} notices`,
      ),
    ),
    next: t(
      'Neste kontakt er varslet. Se om noen bør ringe allerede nå.',
      'Neste kontakt er varsla. Sjå om nokon bør ringje alt no.',
      'The next contact has been told. See whether somebody should call already now.',
    ),
  }),
  reply: ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${name ?? facts.address} har skrevet til oss${about(facts, 'om')}`,
        `${name ?? facts.address} har skrive til oss${about(facts, 'om')}`,
        `${name ?? facts.address} wrote to us${about(facts, 'about')}`,
      ),
      t(
        `${name ?? facts.address} har skrevet ${count} ganger${about(facts, 'om')}`,
        `${name ?? facts.address} har skrive ${count} gonger${about(facts, 'om')}`,
        `${name ?? facts.address} wrote ${count} times${about(facts, 'about')}`,
      ),
    ),
    next: t('Les e-posten og svar.', 'Les e-posten og svar.', 'Read the mail and answer.'),
  }),
  mail: ({ count, facts }) => ({
    words: either(
      count,
      t(
        `E-post${addressed(facts, ' fra')} hører ikke til noe varsel${subjectOf(facts)}`,
        `E-post${addressed(facts, ' frå')} høyrer ikkje til noko varsel${subjectOf(facts)}`,
        `A mail${addressed(facts, ' from')} belongs to no notice${subjectOf(facts)}`,
      ),
      t(
        `${count} e-poster hører ikke til noe varsel`,
        `${count} e-postar høyrer ikkje til noko varsel`,
        `${count} mails belong to no notice`,
      ),
    ),
    next: t(
      'Les e-posten. Legg den under varselet den gjelder, eller svar og avslutt den.',
      'Les e-posten. Legg han under varselet han gjeld, eller svar og avslutt han.',
      'Read the mail. Lay it under the notice it is about, or answer and end it.',
    ),
  }),
  unattributed: ({ count, facts }) => ({
    words: either(
      count,
      t(
        `Én alvorlig observasjon uten eier${network(facts)}`,
        `Éin alvorleg observasjon utan eigar${network(facts)}`,
        `One severe sighting without an owner${network(facts)}`,
      ),
      t(
        `${count} alvorlige observasjoner uten eier${network(facts)}`,
        `${count} alvorlege observasjonar utan eigar${network(facts)}`,
        `${count} severe sightings without an owner${network(facts)}`,
      ),
    ),
    next: t(
      'Finn ut hvem som har adressene, og skriv dem inn på virksomheten.',
      'Finn ut kven som har adressene, og skriv dei inn på verksemda.',
      'Find out who has the addresses, and enter them at the organisation.',
    ),
  }),
  'feed-stopped': ({ facts }) => ({
    words: t(
      `${facts.title ?? facts.name} har sluttet å rapportere`,
      `${facts.title ?? facts.name} har slutta å rapportere`,
      `${facts.title ?? facts.name} has stopped reporting`,
    ),
    next: t(
      'Se siste feil på kilden. Spør leverandøren hvis feilen er hos dem.',
      'Sjå siste feil på kjelda. Spør leverandøren om feilen er hos dei.',
      'See the last fault of the source. Ask the provider if it is theirs.',
    ),
  }),
  'closing-held': ({ facts }) => ({
    words: t(
      `${facts.findings} av ${facts.of} funn ville blitt lukket på én gang${kindIn(facts, 'nb')}`,
      `${facts.findings} av ${facts.of} funn ville blitt lukka på éin gong${kindIn(facts, 'nn')}`,
      `${facts.findings} of ${facts.of} findings would close at once${kindIn(facts, 'en')}`,
    ),
    next: t(
      `Sjekk om ${facts.source} sendte en hel rapport. Slipp lukkingen fri, eller stans den.`,
      `Sjekk om ${facts.source} sende ein heil rapport. Slepp lukkinga fri, eller stans ho.`,
      `Check whether ${facts.source} sent a whole report. Release the closing, or refuse it.`,
    ),
  }),
  capped: ({ name }) => ({
    words: t(
      `${name} har fått så mange e-poster som taket tillater i dag`,
      `${name} har fått så mange e-postar som taket tillèt i dag`,
      `${name} has had as many mails as its cap allows today`,
    ),
    next: t(
      'Se hva som venter. Hev taket, eller ring hvis noe haster.',
      'Sjå kva som ventar. Hev taket, eller ring om noko hastar.',
      'See what waits. Raise the cap, or call if something is urgent.',
    ),
  }),
  'sending-held': ({ facts }) => ({
    words: t(
      `All utsending er stoppet${facts.reason ? `: ${facts.reason}` : ''}`,
      `All utsending er stoppa${facts.reason ? `: ${facts.reason}` : ''}`,
      `All sending is held${facts.reason ? `: ${facts.reason}` : ''}`,
    ),
    next: t(
      'Slipp utsendingen fri når årsaken er borte.',
      'Slepp utsendinga fri når årsaka er borte.',
      'Let sending go on when the cause is gone.',
    ),
  }),
  'webhook-failed': ({ name, facts }) => ({
    words: t(
      `Webhooken til ${name} svarer ikke og er slått av${facts.subject ? `: ${facts.subject}` : ''}`,
      `Webhooken til ${name} svarar ikkje og er slått av${facts.subject ? `: ${facts.subject}` : ''}`,
      `The webhook of ${name} does not answer and was switched off${facts.subject ? `: ${facts.subject}` : ''}`,
    ),
    next: t(
      'Be virksomheten rette mottaket. Slå så webhooken på igjen.',
      'Be verksemda rette mottaket. Slå så webhooken på att.',
      'Ask the organisation to mend its receiver. Then switch the webhook on.',
    ),
  }),
}

/** Nothing could be sent. */
const noContact = ({ name, count }: Worded): Said => ({
  words: either(
    count,
    t(
      `${name} har ingen kontakt vi kan nå. Ett varsel er ikke levert`,
      `${name} har ingen kontakt vi kan nå. Eitt varsel er ikkje levert`,
      `${name} has no contact we can reach. One notice is undelivered`,
    ),
    t(
      `${name} har ingen kontakt vi kan nå. ${count} varsler er ikke levert`,
      `${name} har ingen kontakt vi kan nå. ${count} varsel er ikkje leverte`,
      `${name} has no contact we can reach. ${count} notices are undelivered`,
    ),
  ),
  next: t(
    'Finn en kontakt og skriv den inn på virksomheten. Send så varselet på nytt.',
    'Finn ein kontakt og skriv han inn på verksemda. Send så varselet på nytt.',
    'Find a contact and enter it at the organisation. Then send the notice again.',
  ),
})

/** Everybody was written to, nobody answered, and there is no number. */
const noNumber = ({ name, count, facts }: Worded): Said => ({
  words: either(
    count,
    t(
      `${name} har ikke svart på varselet${subjectOf(facts)}, og vi har ikke noe telefonnummer`,
      `${name} har ikkje svara på varselet${subjectOf(facts)}, og vi har ikkje noko telefonnummer`,
      `${name} has not answered the notice${subjectOf(facts)}, and we have no telephone number`,
    ),
    t(
      `${name} har ikke svart på ${count} varsler, og vi har ikke noe telefonnummer`,
      `${name} har ikkje svara på ${count} varsel, og vi har ikkje noko telefonnummer`,
      `${name} has not answered ${count} notices, and we have no telephone number`,
    ),
  ),
  next: t(
    'Finn et nummer og ring. Skriv så nummeret inn på virksomheten.',
    'Finn eit nummer og ring. Skriv så nummeret inn på verksemda.',
    'Find a number and call. Then enter the number at the organisation.',
  ),
})

const number = ({ address }: Facts): string => (address ? ` (${address})` : '')
const addressed = ({ address }: Facts, between: string): string => (address ? `${between} ${address}` : '')
const about = ({ subject }: Facts, word: string): string => (subject ? ` ${word} «${subject}»` : '')
const network = ({ asn, sample }: Facts): string => {
  const places = [asn ? `AS${asn}` : null, sample].filter(Boolean).join(', ')
  return places ? `: ${places}` : ''
}
const kindIn = ({ kind }: Facts, locale: Locale): string => (typeof kind === 'string' ? `: ${wordsOf(kind, locale).name}` : '')

/** What is the matter and what to do about it, in the reader's language. */
export function taskInWords(task: Worded, locale: Locale): { words: string; next: string } {
  const said = sayings[task.what](task)
  return { words: said.words[locale], next: said.next[locale] }
}

const steps: Record<string, Texts> = {
  raised: t('Kom i køen', 'Kom i køen', 'Came into the queue'),
  taken: t('Tok saken', 'Tok saka', 'Took it'),
  given: t('Ga saken til {{text}}', 'Gav saka til {{text}}', 'Gave it to {{text}}'),
  released: t('La saken tilbake i køen', 'La saka tilbake i køen', 'Put it back into the queue'),
  snoozed: t('La saken til å vente', 'La saka til å vente', 'Let it wait'),
  woken: t('Ventetiden er over', 'Ventetida er over', 'The wait is over'),
  tried: t('Ringte, men nådde ingen', 'Ringde, men nådde ingen', 'Called, but reached nobody'),
  noted: t('Notat', 'Notat', 'Note'),
  done: t('Avsluttet saken', 'Avslutta saka', 'Ended it'),
  over: t('Avsluttet av seg selv', 'Avslutta av seg sjølv', 'Ended by itself'),
  reopened: t('Åpnet saken igjen', 'Opna saka att', 'Opened it again'),
}

/** Steps whose text is said in the words, or is the name of an event. */
const saysItself = new Set(['given', 'over'])

/** One step of a task: what was done in the reader's language, and what was written. */
export function stepInWords({ what, text }: { what: string; text: string }, locale: Locale): { words: string; text: string } {
  const words = steps[what]?.[locale].replace('{{text}}', text) ?? what
  if (what === 'over' || (what === 'reopened' && text)) return { words, text: endInWords(text, locale) }
  return { words, text: saysItself.has(what) ? '' : text }
}

const ends: Record<string, Texts> = {
  [findingAnswered]: t('Medlemmet har svart.', 'Medlemmet har svara.', 'The member has answered.'),
  [findingJudged]: t('Innsigelsen er avgjort.', 'Innvendinga er avgjord.', 'The dispute was decided.'),
  [findingRestored]: t('Svaret ble tatt tilbake.', 'Svaret vart teke tilbake.', 'The answer was taken back.'),
  [noticeUnsettled]: t('Svaret ble tatt tilbake.', 'Svaret vart teke tilbake.', 'The answer was taken back.'),
  [findingFixed]: t(
    'Målingene viser at det er rettet.',
    'Målingane viser at det er retta.',
    'Measurements show that it is fixed.',
  ),
  [findingWithdrawn]: t('Funnet er trukket tilbake.', 'Funnet er trekt tilbake.', 'The finding was withdrawn.'),
  [noticeOpened]: t('Mottakeren har åpnet varselet.', 'Mottakaren har opna varselet.', 'The recipient has opened the notice.'),
  [noticeSettled]: t('Alt i varselet er besvart.', 'Alt i varselet er svara på.', 'Everything in the notice is answered.'),
  [noticeCancelled]: t('Varselet er stoppet.', 'Varselet er stoppa.', 'The notice was cancelled.'),
  [noticeCall]: t('Det må ringes i stedet.', 'Nokon må ringje i staden.', 'Somebody must call instead.'),
  [mailFiled]: t('E-posten er lest og lagt på plass.', 'E-posten er lesen og lagd på plass.', 'The mail was read and filed.'),
  [sendingReleased]: t('Utsendingen går igjen.', 'Utsendinga går att.', 'Sending goes on.'),
  [sourceBack]: t('Kilden rapporterer igjen.', 'Kjelda rapporterer att.', 'The source reports again.'),
  [intakeSolved]: t(
    'Registeret vet nå hvem som eier det.',
    'Registeret veit no kven som eig det.',
    'The register knows now whose it is.',
  ),
  [closingDecided]: t('Lukkingen er avgjort.', 'Lukkinga er avgjord.', 'The closing was decided.'),
}

/** Why a task ended by itself. */
export const endInWords = (event: string, locale: Locale): string => ends[event]?.[locale] ?? event
