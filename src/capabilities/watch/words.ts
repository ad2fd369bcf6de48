import { wordsOf } from '#capabilities/findings/index.ts'
import { approvalSettled, Subject } from '#capabilities/services/contract.ts'
import { nameOf } from '#capabilities/services/index.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { TaskKind } from './contract.ts'
import {
  breakGlassUsed,
  claimDecided,
  claimProofSettled,
  claimProven,
  closingDecided,
  contactsConfirmed,
  findingAnswered,
  findingFixed,
  findingJudged,
  findingRestored,
  findingWithdrawn,
  intakeSolved,
  keyMended,
  keySettled,
  mailFiled,
  noticeCall,
  noticeCancelled,
  noticeOpened,
  noticeSettled,
  noticeUnsettled,
  partnerKeyDecided,
  partnerNewerSeen,
  sendingReleased,
  sourceBack,
  teamKeyChanged,
  welcomeAgreed,
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
  unconfirmed: ({ name, facts }) => ({
    words: either(
      Number(facts.contacts ?? 1),
      t(
        `${name} har én kontakt som ingen har bekreftet på ett år`,
        `${name} har éin kontakt som ingen har stadfesta på eitt år`,
        `${name} has one contact that nobody has confirmed for a year`,
      ),
      t(
        `${name} har ${facts.contacts} kontakter som ingen har bekreftet på ett år`,
        `${name} har ${facts.contacts} kontaktar som ingen har stadfesta på eitt år`,
        `${name} has ${facts.contacts} contacts that nobody has confirmed for a year`,
      ),
    ),
    next: t(
      'Vi har skrevet til dem. Ring hvis de ikke svarer, og bekreft kontaktene på virksomheten.',
      'Vi har skrive til dei. Ring om dei ikkje svarer, og stadfest kontaktane på verksemda.',
      'We have written to them. Call if they do not answer, and confirm the contacts at the organisation.',
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
  'wrong-facts': ({ name, facts }) => ({
    words: t(
      `${name} sier at registeret har feil: ${facts.remark}`,
      `${name} seier at registeret har feil: ${facts.remark}`,
      `${name} says that the register is wrong: ${facts.remark}`,
    ),
    next: t(
      'Rett det i registeret, eller svar dem. De bekrefter på nytt når det stemmer.',
      'Rett det i registeret, eller svar dei. Dei stadfestar på nytt når det stemmer.',
      'Put it right in the register, or answer them. They confirm anew when it is right.',
    ),
  }),
  'service-approval': ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${name} ber om godkjenning: ${serviceIn(facts, 'nb')}${facts.subject ? `, ${facts.subject}` : ''}`,
        `${name} ber om godkjenning: ${serviceIn(facts, 'nn')}${facts.subject ? `, ${facts.subject}` : ''}`,
        `${name} asks for approval: ${serviceIn(facts, 'en')}${facts.subject ? `, ${facts.subject}` : ''}`,
      ),
      t(
        `${name} ber om ${count} godkjenninger for tjenester`,
        `${name} ber om ${count} godkjenningar for tenester`,
        `${name} asks for ${count} approvals of services`,
      ),
    ),
    next: t(
      'Se om det er deres, og om vi kan gjøre det. Godkjenn eller avslå med en begrunnelse.',
      'Sjå om det er deira, og om vi kan gjere det. Godkjenn eller avslå med ei grunngjeving.',
      'See whether it is theirs, and whether we can do it. Approve or refuse with a reason.',
    ),
  }),
  'partner-key': ({ facts }) => ({
    words: t(
      `Partneren ${facts.name} viser en nøkkel som ingen har godtatt`,
      `Partnaren ${facts.name} viser ein nøkkel som ingen har godteke`,
      `The partner ${facts.name} shows a key that nobody has accepted`,
    ),
    next: t(
      'Ring partneren, sammenlign fingeravtrykket, og godta eller avvis nøkkelen. Til da blir ingenting med den tatt.',
      'Ring partnaren, samanlikn fingeravtrykket, og godta eller avvis nøkkelen. Til då vert ingenting med han teke.',
      'Call the partner, compare the fingerprint, and accept or refuse the key. Until then nothing signed by it is taken.',
    ),
  }),
  'partner-newer': ({ facts }) => ({
    words: t(
      `${facts.name} har en ny versjon av det ${facts.advisory} er laget av: ${facts.subject}`,
      `${facts.name} har ein ny versjon av det ${facts.advisory} er laga av: ${facts.subject}`,
      `${facts.name} has a newer version of what ${facts.advisory} was made of: ${facts.subject}`,
    ),
    next: t(
      `${facts.contact} skrev sist på varselet. Se hva som er nytt, og oppdater det om det trengs.`,
      `${facts.contact} skreiv sist på varselet. Sjå kva som er nytt, og oppdater det om det trengst.`,
      `${facts.contact} wrote on the warning last. See what is new, and update it if needed.`,
    ),
  }),
  'proof-lost': ({ name, count, facts }) => ({
    words: either(
      count,
      facts.holding === 'ends'
        ? t(
            `Registeret viser ikke lenger at ${name} har ${facts.subject}, som var bevist`,
            `Registeret viser ikkje lenger at ${name} har ${facts.subject}, som var prova`,
            `The register no longer shows that ${name} has ${facts.subject}, which was proven`,
          )
        : t(
            `Beviset for at ${name} har ${facts.subject} er borte; det står som oppgitt`,
            `Provet for at ${name} har ${facts.subject} er borte; det står som oppgjeve`,
            `The proof that ${name} has ${facts.subject} is gone; it stands as declared`,
          ),
      t(
        `Beviset er borte for ${count} nett eller domener hos ${name}`,
        `Provet er borte for ${count} nett eller domene hos ${name}`,
        `The proof of ${count} networks or domains of ${name} is gone`,
      ),
    ),
    next: t(
      'Spør om det fortsatt er deres. Be dem bevise det på nytt, kontroller det selv, eller avslå kravet.',
      'Spør om det framleis er deira. Be dei prove det på nytt, kontroller det sjølv, eller avslå kravet.',
      'Ask whether it is still theirs. Have them prove it again, verify it yourself, or refuse the claim.',
    ),
  }),
  claim: ({ name, facts }) =>
    facts.why === 'review'
      ? {
          words: t(
            `${name} krever ${facts.subject}, og teamet må se på det først`,
            `${name} krev ${facts.subject}, og teamet må sjå på det først`,
            `${name} claims ${facts.subject}, and the team must look at it first`,
          ),
          next: t(
            'Les hvorfor. La kravet bevises, kontroller det selv, eller avslå det.',
            'Les kvifor. La kravet provast, kontroller det sjølv, eller avslå det.',
            'Read why. Let the claim be proven, verify it yourself, or refuse it.',
          ),
        }
      : {
          words: t(
            `To virksomheter sier at ${facts.subject} er deres`,
            `To verksemder seier at ${facts.subject} er deira`,
            `Two organisations say that ${facts.subject} is theirs`,
          ),
          next: t(
            'Se bevisene ved siden av hverandre, og avgjør. Ingen av dem får vite hvem den andre er.',
            'Sjå prova ved sida av kvarandre, og avgjer. Ingen av dei får vite kven den andre er.',
            'Look at the proofs side by side, and decide. Neither is told who the other is.',
          ),
        },
  'key-changed': ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `${facts.contact} hos ${name} har fått en ny PGP-nøkkel`,
        `${facts.contact} hos ${name} har fått ein ny PGP-nøkkel`,
        `${facts.contact} at ${name} has been given a new PGP key`,
      ),
      t(
        `${count} nye PGP-nøkler venter hos ${name}`,
        `${count} nye PGP-nøklar ventar hos ${name}`,
        `${count} new PGP keys wait at ${name}`,
      ),
    ),
    next: t(
      'Ring et nummer du kjente fra før. Sammenlign fingeravtrykket, og godta eller avvis nøkkelen.',
      'Ring eit nummer du kjende frå før. Samanlikn fingeravtrykket, og godta eller avvis nøkkelen.',
      'Call a number that you knew before. Compare the fingerprint, and accept or refuse the key.',
    ),
  }),
  'key-ending': ({ name, count, facts }) => ({
    words: either(
      count,
      t(
        `PGP-nøkkelen til ${facts.contact} hos ${name} utløper ${dayOf(facts)}`,
        `PGP-nøkkelen til ${facts.contact} hos ${name} går ut ${dayOf(facts)}`,
        `The PGP key of ${facts.contact} at ${name} expires on ${dayOf(facts)}`,
      ),
      t(
        `${count} PGP-nøkler hos ${name} utløper`,
        `${count} PGP-nøklar hos ${name} går ut`,
        `${count} PGP keys at ${name} expire`,
      ),
    ),
    next: t(
      'Kontakten har fått beskjed. Purr hvis det ikke er lastet opp en ny nøkkel.',
      'Kontakten har fått melding. Purr om det ikkje er lasta opp ein ny nøkkel.',
      'The contact has been told. Remind them if no new key has been uploaded.',
    ),
  }),
  'team-key-ending': ({ facts }) => ({
    words: facts.ended
      ? t(
          `Vår egen PGP-nøkkel er utløpt (${dayOf(facts)}): e-posten går ut uten signatur`,
          `Vår eigen PGP-nøkkel har gått ut (${dayOf(facts)}): e-posten går ut utan signatur`,
          `Our own PGP key has expired (${dayOf(facts)}): mail goes out unsigned`,
        )
      : t(
          `Vår egen PGP-nøkkel utløper ${dayOf(facts)}`,
          `Vår eigen PGP-nøkkel går ut ${dayOf(facts)}`,
          `Our own PGP key expires on ${dayOf(facts)}`,
        ),
    next: t(
      'Forleng nøkkelen eller lag en ny på siden med avsendere. Alle sider viser den nye med en gang.',
      'Forleng nøkkelen eller lag ein ny på sida med avsendarar. Alle sider viser den nye med ein gong.',
      'Extend the key or make a new one on the page of senders. Every page then shows the new one at once.',
    ),
  }),
  'break-glass': ({ facts, count }) => ({
    words: t(
      `Nødkontoen «${facts.name}» er brukt${count > 1 ? ` ${count} ganger` : ''}${facts.address ? ` fra ${facts.address}` : ''}`,
      `Naudkontoen «${facts.name}» er brukt${count > 1 ? ` ${count} gonger` : ''}${facts.address ? ` frå ${facts.address}` : ''}`,
      `The break-glass account “${facts.name}” was used${count > 1 ? ` ${count} times` : ''}${facts.address ? ` from ${facts.address}` : ''}`,
    ),
    next: t(
      'Finn ut hvem som brukte den og hvorfor. Var det ikke planlagt, steng kontoen med én gang.',
      'Finn ut kven som brukte han og kvifor. Var det ikkje planlagt, steng kontoen med ein gong.',
      'Find out who used it and why. If it was not planned, close the account at once.',
    ),
  }),
  'break-glass-untested': ({ facts }) => ({
    words: t(
      `Nødkontoen «${facts.name}» er ikke prøvd på ett år`,
      `Naudkontoen «${facts.name}» er ikkje prøvd på eitt år`,
      `Nobody has tried the break-glass account “${facts.name}” for a year`,
    ),
    next: t(
      'Hent nøkkelen og logg inn med den én gang. Da lukkes saken av seg selv.',
      'Hent nøkkelen og logg inn med han éin gong. Då lukkar saka seg sjølv.',
      'Fetch the key and sign in with it once. Then this task ends by itself.',
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

/** What the service is called that is asked for. */
function serviceIn({ service }: Facts, locale: Locale): string {
  const known = Subject.safeParse(service)
  return known.success ? nameOf(known.data)[locale] : { nb: 'en tjeneste', nn: 'ei teneste', en: 'a service' }[locale]
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

const dayOf = ({ endsAt }: Facts): string => String(endsAt ?? '').slice(0, 10)
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
  [breakGlassUsed]: t('Nødkontoen er prøvd.', 'Naudkontoen er prøvd.', 'The break-glass account was tried.'),
  [claimDecided]: t('Kravet er avgjort.', 'Kravet er avgjort.', 'The claim was decided.'),
  [claimProven]: t('Det er bevist på nytt.', 'Det er prova på nytt.', 'It was proven again.'),
  [claimProofSettled]: t(
    'Kravet er trukket eller avslått.',
    'Kravet er trekt eller avslått.',
    'The claim was withdrawn or refused.',
  ),
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
  [approvalSettled]: t('Det er avgjort, eller trukket.', 'Det er avgjort, eller trekt.', 'It was decided, or taken back.'),
  [partnerKeyDecided]: t('Nøkkelen er avgjort.', 'Nøkkelen er avgjord.', 'The key was decided.'),
  [partnerNewerSeen]: t(
    'Noen har sett den nye versjonen.',
    'Nokon har sett den nye versjonen.',
    'Somebody has looked at the newer version.',
  ),
  [sendingReleased]: t('Utsendingen går igjen.', 'Utsendinga går att.', 'Sending goes on.'),
  [welcomeAgreed]: t(
    'De sier at registeret stemmer.',
    'Dei seier at registeret stemmer.',
    'They say that the register is right.',
  ),
  [contactsConfirmed]: t('Kontaktene er bekreftet.', 'Kontaktane er stadfesta.', 'The contacts were confirmed.'),
  [keySettled]: t('Nøkkelen er avgjort.', 'Nøkkelen er avgjord.', 'The key was settled.'),
  [keyMended]: t('Nøkkelen er fornyet eller fjernet.', 'Nøkkelen er fornya eller fjerna.', 'The key was renewed or removed.'),
  [teamKeyChanged]: t('Vi har fått en ny nøkkel.', 'Vi har fått ein ny nøkkel.', 'We have a new key.'),
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
