import type { Texts } from '#domain/locale.ts'
import type { ServiceId } from './contract.ts'

/** What a service handles of a member, why, on which ground, for how long and before whose eyes (domain: GDPR art. 6, recital 49). */
export interface Handling {
  categories: Texts
  purpose: Texts
  basis: Texts
  retention: Texts
  seenBy: Texts
}

/** A service of the protection programme as a member reads of it. */
export interface ServiceEntry {
  name: Texts
  what: Texts
  /** What it asks of the member. */
  asks: Texts
  handles: Handling
  /** The function of the team that answers for it. */
  contact: Texts
  /** Whether the team must approve each member. */
  needsApproval: boolean
  /** Whether it is done to networks and domains that the member names. */
  needsTargets: boolean
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const networkSecurity = t(
  'Berettiget interesse: å sikre nett og informasjon (personvernforordningen artikkel 6 nr. 1 f og fortalepunkt 49).',
  'Rettkomen interesse: å sikre nett og informasjon (personvernforordninga artikkel 6 nr. 1 f og fortalepunkt 49).',
  'Legitimate interest: to keep networks and information secure (GDPR article 6(1)(f) and recital 49).',
)
const publicTask = t(
  'Oppgave i allmennhetens interesse: å håndtere hendelser i sektoren (personvernforordningen artikkel 6 nr. 1 e).',
  'Oppgåve i interessa til ålmenta: å handtere hendingar i sektoren (personvernforordninga artikkel 6 nr. 1 e).',
  'A task in the public interest: handling incidents of the sector (GDPR article 6(1)(e)).',
)
const team = t('Teamet og dere selv.', 'Teamet og de sjølve.', 'The team and you yourselves.')
const watch = t('Vakten', 'Vakta', 'The watch')
const advisers = t('Rådgiverne', 'Rådgjevarane', 'The advisers')
const detectors = t('Deteksjonsgruppen', 'Deteksjonsgruppa', 'The detection group')
const testers = t('Testgruppen', 'Testgruppa', 'The test group')

/** Every service there is, in the order in which they are shown. */
export const catalogue: Readonly<Record<ServiceId, ServiceEntry>> = {
  'information-sharing': {
    name: t('Informasjonsdeling', 'Informasjonsdeling', 'Information sharing'),
    what: t(
      'Dere får varsler og råd som bare medlemmer får. Dere kan dele med oss og med hverandre.',
      'De får varsel og råd som berre medlemer får. De kan dele med oss og med kvarandre.',
      'You get warnings and advice for members only. You may share with us and with each other.',
    ),
    asks: t(
      'En sikkerhetskontakt som leser, og som følger merkingen TLP.',
      'Ein tryggleikskontakt som les, og som følgjer merkinga TLP.',
      'A security contact who reads, and who keeps to TLP.',
    ),
    handles: {
      categories: t(
        'Navn på funksjoner, e-post og telefon. IP-adresser og domener i det som deles.',
        'Namn på funksjonar, e-post og telefon. IP-adresser og domene i det som blir delt.',
        'Names of functions, mail and telephone. IP addresses and domains in what is shared.',
      ),
      purpose: t('Å varsle dem som kan rammes.', 'Å varsle dei som kan bli ramma.', 'To warn whoever may be hit.'),
      basis: networkSecurity,
      retention: t(
        'Adresser i saker: to år, så pseudonymer. Kvitteringer: tre år.',
        'Adresser i saker: to år, så pseudonym. Kvitteringar: tre år.',
        'Addresses in cases: two years, then pseudonyms. Acknowledgements: three years.',
      ),
      seenBy: t(
        'Teamet, og de som merkingen TLP tillater.',
        'Teamet, og dei som merkinga TLP tillèt.',
        'The team, and whoever TLP allows.',
      ),
    },
    contact: watch,
    needsApproval: false,
    needsTargets: false,
  },
  advice: {
    name: t('Forebygging og råd', 'Førebygging og råd', 'Prevention and advice'),
    what: t(
      'Dere kan spørre oss om tiltak, anskaffelser og planer før noe skjer.',
      'De kan spørje oss om tiltak, innkjøp og planar før noko hender.',
      'You may ask us about measures, procurement and plans before anything happens.',
    ),
    asks: t(
      'En kontakt som kjenner systemene deres.',
      'Ein kontakt som kjenner systema dykkar.',
      'A contact who knows your systems.',
    ),
    handles: {
      categories: t(
        'Det dere forteller om systemer og planer. Ingen opplysninger om pasienter eller innbyggere.',
        'Det de fortel om system og planar. Ingen opplysningar om pasientar eller innbyggjarar.',
        'What you tell of systems and plans. Nothing about patients or residents.',
      ),
      purpose: t('Å gi råd som passer dere.', 'Å gje råd som passar for dykk.', 'To give advice that fits you.'),
      basis: publicTask,
      retention: t('Fem år.', 'Fem år.', 'Five years.'),
      seenBy: team,
    },
    contact: advisers,
    needsApproval: false,
    needsTargets: false,
  },
  'incident-handling': {
    name: t('Hendelseshåndtering', 'Hendingshandtering', 'Incident handling'),
    what: t(
      'Vi hjelper dere når noe skjer, hele døgnet, på telefon og om nødvendig hos dere.',
      'Vi hjelper dykk når noko hender, heile døgnet, på telefon og om nødvendig hos dykk.',
      'We help you when something happens, at any hour, by telephone and if need be on site.',
    ),
    asks: t(
      'En driftsvakt som svarer om natten, og tilgang til logger når det haster.',
      'Ei driftsvakt som svarar om natta, og tilgang til loggar når det hastar.',
      'Operations that answer at night, and access to logs when it is urgent.',
    ),
    handles: {
      categories: t(
        'Logger, filer og adresser fra hendelsen. Kan gjelde ansatte.',
        'Loggar, filer og adresser frå hendinga. Kan gjelde tilsette.',
        'Logs, files and addresses of the incident. May concern employees.',
      ),
      purpose: t(
        'Å stanse skaden og finne årsaken.',
        'Å stanse skaden og finne årsaka.',
        'To stop the damage and find the cause.',
      ),
      basis: publicTask,
      retention: t(
        'Saken: ti år. Rålogger: nitti dager. Lekkede passord: bare avtrykk, tretti dager.',
        'Saka: ti år. Rålogger: nitti dagar. Lekne passord: berre avtrykk, tretti dagar.',
        'The case: ten years. Raw logs: ninety days. Leaked passwords: hashes only, thirty days.',
      ),
      seenBy: t(
        'De i teamet som har saken, og dere selv.',
        'Dei i teamet som har saka, og de sjølve.',
        'Those of the team who have the case, and you yourselves.',
      ),
    },
    contact: watch,
    needsApproval: false,
    needsTargets: false,
  },
  scanning: {
    name: t('Sårbarhetsskanning', 'Sårbarheitsskanning', 'Vulnerability scanning'),
    what: t(
      'Vi ser jevnlig på det dere har på nett, utenfra, og sier fra om hull.',
      'Vi ser jamleg på det de har på nett, utanfrå, og seier frå om hol.',
      'We look regularly at what you have on the internet, from outside, and tell you of holes.',
    ),
    asks: t(
      'Nett og domener som er deres. Det vi ikke vet er deres, må vi godkjenne.',
      'Nett og domene som er dykkar. Det vi ikkje veit er dykkar, må vi godkjenne.',
      'Networks and domains that are yours. What we do not know to be yours, we must approve.',
    ),
    handles: {
      categories: t(
        'IP-adresser, domener, åpne porter, versjoner og sertifikater.',
        'IP-adresser, domene, opne portar, versjonar og sertifikat.',
        'IP addresses, domains, open ports, versions and certificates.',
      ),
      purpose: t('Å finne hull før andre gjør det.', 'Å finne hol før andre gjer det.', 'To find holes before others do.'),
      basis: networkSecurity,
      retention: t(
        'Råsvar: nitti dager. Funn: to år.',
        'Råsvar: nitti dagar. Funn: to år.',
        'Raw answers: ninety days. Findings: two years.',
      ),
      seenBy: t(
        'Teamet, dere selv og den som drifter for dere.',
        'Teamet, de sjølve og den som driftar for dykk.',
        'The team, you yourselves and whoever operates for you.',
      ),
    },
    contact: watch,
    needsApproval: false,
    needsTargets: true,
  },
  pentests: {
    name: t('Inntrengingstest', 'Inntrengingstest', 'Penetration testing'),
    what: t(
      'Vi prøver å komme inn, etter avtale, og forteller hvordan vi gjorde det.',
      'Vi prøver å kome inn, etter avtale, og fortel korleis vi gjorde det.',
      'We try to get in, as agreed, and tell you how we did it.',
    ),
    asks: t(
      'Hva som skal testes, når, og hvem som kan stanse testen.',
      'Kva som skal testast, når, og kven som kan stanse testen.',
      'What is to be tested, when, and who can stop the test.',
    ),
    handles: {
      categories: t(
        'Systemnavn, kontoer og det testen kommer over. Testen stanser ved helseopplysninger.',
        'Systemnamn, kontoar og det testen kjem over. Testen stansar ved helseopplysningar.',
        'Names of systems, accounts and what the test comes across. It stops at health data.',
      ),
      purpose: t(
        'Å vise veier inn, så de kan stenges.',
        'Å vise vegar inn, så dei kan stengjast.',
        'To show ways in, so that they can be closed.',
      ),
      basis: publicTask,
      retention: t(
        'Rapporten: fem år. Alt annet: tretti dager.',
        'Rapporten: fem år. Alt anna: tretti dagar.',
        'The report: five years. All else: thirty days.',
      ),
      seenBy: t('Testgruppen og dere selv.', 'Testgruppa og de sjølve.', 'The test group and you yourselves.'),
    },
    contact: testers,
    needsApproval: true,
    needsTargets: true,
  },
  sensors: {
    name: t('Sensorer', 'Sensorar', 'Sensors'),
    what: t(
      'En sensor hos dere ser etter kjente tegn på angrep i trafikken ut og inn.',
      'Ein sensor hos dykk ser etter kjende teikn på åtak i trafikken ut og inn.',
      'A sensor at your site looks for known signs of attack in traffic out and in.',
    ),
    asks: t(
      'Plass og strøm, en kopi av trafikken, og beskjed til de ansatte.',
      'Plass og straum, ein kopi av trafikken, og melding til dei tilsette.',
      'Room and power, a copy of the traffic, and word to your employees.',
    ),
    handles: {
      categories: t(
        'IP-adresser, tidspunkter og utdrag av trafikk som ligner et angrep. Kan gjelde ansatte.',
        'IP-adresser, tidspunkt og utdrag av trafikk som liknar eit åtak. Kan gjelde tilsette.',
        'IP addresses, times and extracts of traffic that looks like an attack. May concern employees.',
      ),
      purpose: t('Å oppdage angrep tidlig.', 'Å oppdage åtak tidleg.', 'To discover attacks early.'),
      basis: networkSecurity,
      retention: t(
        'Råtrafikk: tretti dager. Alarmer: ett år.',
        'Råtrafikk: tretti dagar. Alarmar: eitt år.',
        'Raw traffic: thirty days. Alerts: one year.',
      ),
      seenBy: t('Deteksjonsgruppen og dere selv.', 'Deteksjonsgruppa og de sjølve.', 'The detection group and you yourselves.'),
    },
    contact: detectors,
    needsApproval: true,
    needsTargets: false,
  },
  detection: {
    name: t('Intern deteksjon', 'Intern deteksjon', 'Internal detection'),
    what: t(
      'Vi leser logger fra maskinene deres og sier fra om det som ikke skal være der.',
      'Vi les loggar frå maskinene dykkar og seier frå om det som ikkje skal vere der.',
      'We read logs of your machines and tell you of what should not be there.',
    ),
    asks: t(
      'Logger i et avtalt format, og noen som kan handle på en alarm.',
      'Loggar i eit avtalt format, og nokon som kan handle på ein alarm.',
      'Logs in an agreed form, and somebody who can act on an alert.',
    ),
    handles: {
      categories: t(
        'Maskinnavn, brukernavn, prosesser og tidspunkter. Gjelder ansatte.',
        'Maskinnamn, brukarnamn, prosessar og tidspunkt. Gjeld tilsette.',
        'Names of machines and users, processes and times. Concerns employees.',
      ),
      purpose: t(
        'Å oppdage den som alt er inne. Aldri å måle ansatte.',
        'Å oppdage den som alt er inne. Aldri å måle tilsette.',
        'To discover who is already inside. Never to measure employees.',
      ),
      basis: networkSecurity,
      retention: t(
        'Logger: nitti dager. Alarmer: ett år.',
        'Loggar: nitti dagar. Alarmar: eitt år.',
        'Logs: ninety days. Alerts: one year.',
      ),
      seenBy: t('Deteksjonsgruppen og dere selv.', 'Deteksjonsgruppa og de sjølve.', 'The detection group and you yourselves.'),
    },
    contact: detectors,
    needsApproval: true,
    needsTargets: false,
  },
  blocklists: {
    name: t('Sperrelister', 'Sperrelister', 'Blocklists'),
    what: t(
      'Dere får lister over adresser som angriper sektoren, og kan stenge dem ute.',
      'De får lister over adresser som går til åtak på sektoren, og kan stengje dei ute.',
      'You get lists of addresses that attack the sector, and can shut them out.',
    ),
    asks: t(
      'En brannmur eller navnetjener som kan hente listen, og en vei tilbake ved feil.',
      'Ein brannmur eller namnetenar som kan hente lista, og ein veg tilbake ved feil.',
      'A firewall or resolver that can fetch the list, and a way back after a mistake.',
    ),
    handles: {
      categories: t(
        'Adressen som henter listen, og når. Listen selv gjelder ikke dere.',
        'Adressa som hentar lista, og når. Lista sjølv gjeld ikkje dykk.',
        'The address that fetches the list, and when. The list itself is not about you.',
      ),
      purpose: t('Å stanse kjente angripere.', 'Å stanse kjende angriparar.', 'To stop known attackers.'),
      basis: networkSecurity,
      retention: t('Hentinger: nitti dager.', 'Hentingar: nitti dagar.', 'Fetches: ninety days.'),
      seenBy: team,
    },
    contact: detectors,
    needsApproval: false,
    needsTargets: false,
  },
}

/** What the general agreement is called. */
export const agreementName = t('Medlemsavtalen', 'Medlemsavtalen', 'The membership agreement')

/** What a subject is called: a service, or the agreement. */
export const nameOf = (subject: ServiceId | 'membership'): Texts =>
  subject === 'membership' ? agreementName : catalogue[subject].name
