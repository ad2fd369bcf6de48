import type { Texts } from './locale.ts'

/** The groups of the glossary, in the order in which it is read. */
export const glossaryGroups = ['loop', 'state', 'severity', 'telling', 'who', 'access', 'label'] as const
export type GlossaryGroup = (typeof glossaryGroups)[number]

/** A word as it stands on pages, and what it means here, in one or two sentences. */
export interface GlossaryTerm {
  group: GlossaryGroup
  words: Texts
  means: Texts
}

type Row = readonly [nb: string, nn: string, en: string]
const term = (group: GlossaryGroup, words: Row, means: Row): GlossaryTerm => ({
  group,
  words: { nb: words[0], nn: words[1], en: words[2] },
  means: { nb: means[0], nn: means[1], en: means[2] },
})

/** Words that readers meet, under their English name in docs/glossary.md. A test compares the two. */
export const glossary = {
  source: term(
    'loop',
    ['kilde', 'kjelde', 'source'],
    [
      'Den som sa fra til oss: en datastrøm, en skanning, en sensor eller en melding.',
      'Den som sa frå til oss: ein datastraum, ei skanning, ein sensor eller ei melding.',
      'Who told us: a feed, a scan, a sensor or a report.',
    ],
  ),
  feed: term(
    'loop',
    ['datastrøm', 'datastraum', 'feed'],
    [
      'Filer som noen sender oss i en fast rytme.',
      'Filer som nokon sender oss i ein fast rytme.',
      'Files that somebody sends us at a rhythm.',
    ],
  ),
  sighting: term(
    'loop',
    ['observasjon', 'observasjon', 'sighting'],
    [
      'Én kilde sier at dette var galt med denne ressursen på dette tidspunktet.',
      'Éi kjelde seier at dette var gale med denne ressursen på dette tidspunktet.',
      'One source says that this was wrong with this asset at this moment.',
    ],
  ),
  asset: term(
    'loop',
    ['ressurs', 'ressurs', 'asset'],
    [
      'Det funnet gjelder: en adresse, en tjener, en nettadresse, et nett eller en konto.',
      'Det funnet gjeld: ei adresse, ein tenar, ei nettadresse, eit nett eller ein konto.',
      'What the finding is about: an address, a host, a URL, a network or an account.',
    ],
  ),
  holding: term(
    'loop',
    ['eierskap eller drift', 'eigarskap eller drift', 'holding'],
    [
      'Et nett, et AS-nummer eller et domene som en virksomhet eier eller drifter, fra og til en dato.',
      'Eit nett, eit AS-nummer eller eit domene som ei verksemd eig eller driftar, frå og til ein dato.',
      'A network, an AS number or a domain that an organisation owns or operates, from and to a date.',
    ],
  ),
  attribution: term(
    'loop',
    ['tilordning', 'tilordning', 'attribution'],
    [
      'Hvem ressursen tilhørte da dette ble sett, og hvorfor vi mener det.',
      'Kven ressursen høyrde til då dette vart sett, og kvifor vi meiner det.',
      'Whose asset it was when this was seen, and why we think so.',
    ],
  ),
  unattributed: term(
    'loop',
    ['uten kjent eier', 'utan kjend eigar', 'unattributed'],
    [
      'Vi vet at noe er galt, men har ikke funnet hvem det tilhører.',
      'Vi veit at noko er gale, men har ikkje funne kven det høyrer til.',
      'We know that something is wrong, but have not found whose it is.',
    ],
  ),
  kind: term(
    'loop',
    ['type', 'type', 'kind'],
    [
      'Hva som er galt, fra listen over alt som kan være galt. Hver type har råd om hva du skal gjøre.',
      'Kva som er gale, frå lista over alt som kan vere gale. Kvar type har råd om kva du skal gjere.',
      'What is wrong, from the list of all that can be wrong. Each kind says what to do.',
    ],
  ),
  finding: term(
    'loop',
    ['funn', 'funn', 'finding'],
    [
      'Én historie om én ting som er galt: hos hvem, hvor, og hva som har skjedd siden.',
      'Éi historie om éin ting som er gale: hos kven, kvar, og kva som har hendt sidan.',
      'One story about one thing that is wrong: at whom, where, and what has happened since.',
    ],
  ),
  story: term(
    'loop',
    ['forløp', 'forløp', 'story'],
    [
      'Alle steg i et funn: hva, når, hvem og hvorfor.',
      'Alle steg i eit funn: kva, når, kven og kvifor.',
      'Every step of a finding: what, when, who and why.',
    ],
  ),
  'ignore rule': term(
    'loop',
    ['unntaksregel', 'unntaksregel', 'ignore rule'],
    [
      'Observasjoner som ikke skal bli funn. Regelen har en grunn, en forfatter og en siste dag.',
      'Observasjonar som ikkje skal bli funn. Regelen har ein grunn, ein forfattar og ein siste dag.',
      'Sightings that shall not become findings. The rule has a reason, an author and a last day.',
    ],
  ),
  notice: term(
    'loop',
    ['melding', 'melding', 'notice'],
    [
      'Det vi skriver til én mottaker om ett eller flere funn.',
      'Det vi skriv til éin mottakar om eitt eller fleire funn.',
      'What we write to one recipient about one or more findings.',
    ],
  ),
  measure: term(
    'loop',
    ['tiltak', 'tiltak', 'measure'],
    [
      'Noen skal gjøre noe innen en dato, av en grunn.',
      'Nokon skal gjere noko innan ein dato, av ein grunn.',
      'Somebody shall do something by a date, for a reason.',
    ],
  ),
  evidence: term(
    'loop',
    ['bevis', 'bevis', 'evidence'],
    [
      'Det en kilde eller en måling viste, slik det kom.',
      'Det ei kjelde eller ei måling viste, slik det kom.',
      'What a source or a measurement showed, as it came.',
    ],
  ),
  proof: term(
    'loop',
    ['etterprøving', 'etterprøving', 'proof'],
    [
      'En måling som er enig i at det er over. Et svar alene er ikke nok.',
      'Ei måling som er einig i at det er over. Eit svar åleine er ikkje nok.',
      'A measurement that agrees that it is over. An answer alone is not enough.',
    ],
  ),
  absence: term(
    'loop',
    ['fravær', 'fråvær', 'absence'],
    [
      'En kilde som melder regelmessig, nevner ikke lenger dette.',
      'Ei kjelde som melder regelmessig, nemner ikkje lenger dette.',
      'A source that reports regularly no longer names this.',
    ],
  ),
  unproven: term(
    'loop',
    ['ikke etterprøvd', 'ikkje etterprøvd', 'unproven'],
    [
      'Ingen kilde som melder regelmessig, måler dette lenger. Vi vet ikke om det er rettet.',
      'Inga kjelde som melder regelmessig, måler dette lenger. Vi veit ikkje om det er retta.',
      'No source that reports regularly measures this any more. We do not know whether it is fixed.',
    ],
  ),
  brake: term(
    'loop',
    ['brems', 'brems', 'brake'],
    [
      'Stopper lukking når så mye forsvinner på én gang at det kan være kilden som er feil.',
      'Stoppar lukking når så mykje forsvinn på éin gong at det kan vere kjelda som er feil.',
      'Stops closing when so much vanishes at once that the source may be what is wrong.',
    ],
  ),
  rhythm: term(
    'loop',
    ['rytme', 'rytme', 'rhythm'],
    ['Hvor ofte en kilde pleier å melde.', 'Kor ofte ei kjelde plar melde.', 'How often a source usually reports.'],
  ),

  open: term(
    'state',
    ['åpen', 'open', 'open'],
    ['Sett, men ingen er varslet ennå.', 'Sett, men ingen er varsla enno.', 'Seen, but nobody has been told yet.'],
  ),
  told: term(
    'state',
    ['varslet', 'varsla', 'told'],
    [
      'Virksomheten, eller den som drifter for den, har fått beskjed.',
      'Verksemda, eller den som driftar for ho, har fått beskjed.',
      'The organisation, or whoever operates for it, has been told.',
    ],
  ),
  answered: term(
    'state',
    ['besvart', 'svara på', 'answered'],
    [
      'Virksomheten har svart. Svaret er en påstand til en måling er enig.',
      'Verksemda har svara. Svaret er ein påstand til ei måling er einig.',
      'The organisation has answered. The answer is a claim until a measurement agrees.',
    ],
  ),
  fixed: term(
    'state',
    ['rettet', 'retta', 'fixed'],
    ['En måling er enig i at det er over.', 'Ei måling er einig i at det er over.', 'A measurement agrees that it is over.'],
  ),
  accepted: term(
    'state',
    ['akseptert', 'akseptert', 'accepted'],
    [
      'Virksomheten lever med det til en dato, og noen har sagt det.',
      'Verksemda lever med det til ein dato, og nokon har sagt det.',
      'The organisation lives with it until a date, and somebody has said so.',
    ],
  ),
  disputed: term(
    'state',
    ['omtvistet', 'omstridd', 'disputed'],
    [
      'Virksomheten mener at funnet er feil. Teamet avgjør.',
      'Verksemda meiner at funnet er feil. Teamet avgjer.',
      'The organisation says that the finding is wrong. The team decides.',
    ],
  ),
  withdrawn: term(
    'state',
    ['trukket tilbake', 'trekt tilbake', 'withdrawn'],
    [
      'Det var aldri deres, eller filen var feil.',
      'Det var aldri deira, eller fila var feil.',
      'It was never theirs, or the file was wrong.',
    ],
  ),
  reopened: term(
    'state',
    ['gjenåpnet', 'opna att', 'reopened'],
    ['Sett igjen etter at det var rettet.', 'Sett att etter at det var retta.', 'Seen again after it was fixed.'],
  ),

  critical: term(
    'severity',
    ['kritisk', 'kritisk', 'critical'],
    ['Gjør noe nå, uansett tid på døgnet.', 'Gjer noko no, same kva tid på døgnet.', 'Act now, at any hour.'],
  ),
  high: term('severity', ['høy', 'høg', 'high'], ['Gjør noe i dag.', 'Gjer noko i dag.', 'Act today.']),
  medium: term('severity', ['middels', 'middels', 'medium'], ['Gjør noe denne uken.', 'Gjer noko denne veka.', 'Act this week.']),
  low: term('severity', ['lav', 'låg', 'low'], ['Gjør noe når du kan.', 'Gjer noko når du kan.', 'Act when you can.']),
  info: term(
    'severity',
    ['til opplysning', 'til opplysning', 'info'],
    [
      'Greit å vite. Du trenger ikke gjøre noe.',
      'Greitt å vite. Du treng ikkje gjere noko.',
      'Good to know. You need not do anything.',
    ],
  ),

  routing: term(
    'telling',
    ['ruting', 'ruting', 'routing'],
    [
      'Hvem som varsles om et funn: eieren, den som drifter, eller begge.',
      'Kven som blir varsla om eit funn: eigaren, den som driftar, eller begge.',
      'Who is told of a finding: the owner, the operator or both.',
    ],
  ),
  digest: term(
    'telling',
    ['daglig samlemelding', 'dagleg samlemelding', 'digest'],
    [
      'Én melding om dagen om det som ikke haster.',
      'Éi melding om dagen om det som ikkje hastar.',
      'One notice a day of what is not urgent.',
    ],
  ),
  'maintenance window': term(
    'telling',
    ['vedlikeholdsvindu', 'vedlikehaldsvindauge', 'maintenance window'],
    [
      'En tid der bare det som er kritisk, blir sendt.',
      'Ei tid der berre det som er kritisk, blir sendt.',
      'A time in which only what is critical is sent.',
    ],
  ),
  bounced: term(
    'telling',
    ['kom i retur', 'kom i retur', 'bounced'],
    [
      'Mottakerens e-posttjener tok ikke imot meldingen.',
      'E-posttenaren til mottakaren tok ikkje imot meldinga.',
      'The recipient’s mail server would not take the notice.',
    ],
  ),
  silent: term(
    'telling',
    ['ingen svar', 'ikkje svar', 'silent'],
    ['Varslet, men ingen har svart i tide.', 'Varsla, men ingen har svara i tide.', 'Told, but nobody has answered in time.'],
  ),
  ladder: term(
    'telling',
    ['varslingsstige', 'varslingsstige', 'ladder'],
    [
      'Hvem vi prøver å nå, og hvordan, når ingen svarer.',
      'Kven vi prøver å nå, og korleis, når ingen svarer.',
      'Whom we try next, and how, when nobody answers.',
    ],
  ),
  'answer link': term(
    'telling',
    ['svarlenke', 'svarlenkje', 'answer link'],
    [
      'En lenke som åpner én melding, lar deg svare på den, og åpner ingenting annet.',
      'Ei lenkje som opnar éi melding, lèt deg svare på ho, og opnar ingenting anna.',
      'A link that opens one notice, answers it, and opens nothing else.',
    ],
  ),
  claim: term(
    'telling',
    ['påstand', 'påstand', 'claim'],
    [
      'Et svar som ingen måling er enig i ennå.',
      'Eit svar som inga måling er einig i enno.',
      'An answer that no measurement has agreed with yet.',
    ],
  ),
  contradicted: term(
    'telling',
    ['motsagt', 'motsagd', 'contradicted'],
    [
      'Noen sa at det var rettet, men det er sett igjen etterpå.',
      'Nokon sa at det var retta, men det er sett att etterpå.',
      'Said to be fixed, and seen again after that.',
    ],
  ),
  lapsed: term(
    'telling',
    ['utløpt', 'gått ut', 'lapsed'],
    [
      'Dagen som det var akseptert eller lovet til, har passert.',
      'Dagen som det var akseptert eller lova til, har passert.',
      'The day until which it was accepted or promised has passed.',
    ],
  ),
  effect: term(
    'telling',
    ['virkning', 'verknad', 'effect'],
    [
      'Hvor lang tid det tok fra noen ble varslet til det var lest, besvart og etterprøvd.',
      'Kor lang tid det tok frå nokon vart varsla til det var lese, svara på og etterprøvd.',
      'How long it took from told to read, answered and proved.',
    ],
  ),
  'hand-over': term(
    'telling',
    ['vaktskifte', 'vaktskifte', 'hand-over'],
    ['Det én vakt forteller den neste.', 'Det éi vakt fortel den neste.', 'What one shift tells the next.'],
  ),

  member: term(
    'who',
    ['medlem', 'medlem', 'member'],
    [
      'En virksomhet som har en gyldig avtale med teamet.',
      'Ei verksemd som har ein gyldig avtale med teamet.',
      'An organisation with a valid agreement with the team.',
    ],
  ),
  operator: term(
    'who',
    ['driftsleverandør', 'driftsleverandør', 'operator'],
    [
      'Den som drifter noe for den som eier det.',
      'Den som driftar noko for den som eig det.',
      'Who runs something for its owner.',
    ],
  ),
  contact: term(
    'who',
    ['kontakt', 'kontakt', 'contact'],
    [
      'En funksjon som kan nås, for eksempel vakten. Ikke en privatperson.',
      'Ein funksjon som kan nåast, til dømes vakta. Ikkje ein privatperson.',
      'A function that can be reached, such as the duty desk. Not a private person.',
    ],
  ),
  'duty officer': term(
    'who',
    ['vakthavende', 'vakthavande', 'duty officer'],
    ['Den i teamet som har vakten nå.', 'Den i teamet som har vakta no.', 'Who of the team has the watch now.'],
  ),
  'sector CERT': term(
    'who',
    ['sektorvist responsmiljø', 'sektorvist responsmiljø', 'sector CERT'],
    [
      'Teamet som varsler og hjelper en sektor når noe er galt på nettet.',
      'Teamet som varslar og hjelper ein sektor når noko er gale på nettet.',
      'The team that warns and helps a sector when something is wrong on the network.',
    ],
  ),

  due: term(
    'access',
    ['frist', 'frist', 'due'],
    ['Dagen da det bør være rettet.', 'Dagen då det bør vere retta.', 'The day by which it should be fixed.'],
  ),
  overdue: term(
    'access',
    ['over fristen', 'over fristen', 'overdue'],
    [
      'Fristen har passert, og det er ikke rettet.',
      'Fristen har passert, og det er ikkje retta.',
      'The date has passed, and it is not fixed.',
    ],
  ),
  confirmed: term(
    'access',
    ['bekreftet', 'stadfesta', 'confirmed'],
    [
      'Noen har nylig sagt at dette fortsatt stemmer.',
      'Nokon har nyleg sagt at dette framleis stemmer.',
      'Somebody said lately that it still holds.',
    ],
  ),
  'one-time code': term(
    'access',
    ['engangskode', 'eingongskode', 'one-time code'],
    [
      'Seks sifre fra en app. De viser at det er deg når du logger inn.',
      'Seks siffer frå ein app. Dei viser at det er deg når du loggar inn.',
      'Six digits from an app that show it is you when you sign in.',
    ],
  ),
  'read log': term(
    'access',
    ['leselogg', 'leselogg', 'read log'],
    [
      'Hvem som har lest en virksomhets data. Virksomheten kan se den selv.',
      'Kven som har lese data om ei verksemd. Verksemda kan sjå han sjølv.',
      'Who read an organisation’s data. The organisation can see it.',
    ],
  ),

  TLP: term(
    'label',
    ['TLP', 'TLP', 'TLP'],
    [
      'Traffic Light Protocol: hvem du kan dele dette med. RED er bare for deg, CLEAR kan alle få.',
      'Traffic Light Protocol: kven du kan dele dette med. RED er berre for deg, CLEAR kan alle få.',
      'Traffic Light Protocol: with whom you may share this. RED is for you alone, CLEAR is for everybody.',
    ],
  ),
  PAP: term(
    'label',
    ['PAP', 'PAP', 'PAP'],
    [
      'Permissible Actions Protocol: hva du kan gjøre med dette uten at angriperen merker det.',
      'Permissible Actions Protocol: kva du kan gjere med dette utan at angriparen merkar det.',
      'Permissible Actions Protocol: what you may do with this without the attacker noticing.',
    ],
  ),
  RSIT: term(
    'label',
    ['RSIT', 'RSIT', 'RSIT'],
    [
      'Felles inndeling av hendelser som europeiske responsmiljøer bruker.',
      'Felles inndeling av hendingar som europeiske responsmiljø brukar.',
      'The common classes of incidents that European response teams use.',
    ],
  ),
  KEV: term(
    'label',
    ['KEV', 'KEV', 'KEV'],
    [
      'Known Exploited Vulnerabilities: svakheter som vi vet at angripere utnytter nå.',
      'Known Exploited Vulnerabilities: svakheiter som vi veit at angriparar utnyttar no.',
      'Known Exploited Vulnerabilities: weaknesses that attackers are known to use now.',
    ],
  ),
  CVE: term(
    'label',
    ['CVE', 'CVE', 'CVE'],
    [
      'Et verdensomspennende nummer på én bestemt svakhet.',
      'Eit verdsomspennande nummer på éi bestemt svakheit.',
      'A worldwide number for one particular weakness.',
    ],
  ),
  sinkhole: term(
    'label',
    ['sinkhole', 'sinkhole', 'sinkhole'],
    [
      'En tjener som forskere har tatt over fra angripere. Maskiner som ringer dit, er trolig infisert.',
      'Ein tenar som forskarar har teke over frå angriparar. Maskiner som ringjer dit, er truleg infiserte.',
      'A server that researchers took over from attackers. Machines that call it are probably infected.',
    ],
  ),
  'AS number': term(
    'label',
    ['AS-nummer', 'AS-nummer', 'AS number'],
    [
      'Nummeret på et stort nett på internett, for eksempel en leverandørs.',
      'Nummeret på eit stort nett på internett, til dømes ein leverandør sitt.',
      'The number of a large network on the internet, such as a provider’s.',
    ],
  ),
  port: term(
    'label',
    ['port', 'port', 'port'],
    [
      'Et nummer på en tjeneste på en maskin. Én maskin kan ha mange åpne porter.',
      'Eit nummer på ei teneste på ei maskin. Éi maskin kan ha mange opne portar.',
      'The number of a service on a machine. One machine can have many open ports.',
    ],
  ),
} satisfies Record<string, GlossaryTerm>

export type TermName = keyof typeof glossary
