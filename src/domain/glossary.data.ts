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
  'coverage of the sector': term(
    'who',
    ['dekning', 'dekning', 'coverage of the sector'],
    [
      'Hvor mange av hver type virksomhet som er medlem, og hvem som ikke er det.',
      'Kor mange av kvar type verksemd som er medlem, og kven som ikkje er det.',
      'How many organisations of each kind are members, and who is not.',
    ],
  ),
  'test call': term(
    'who',
    ['prøveanrop', 'prøveanrop', 'test call'],
    [
      'Responsmiljøet ringer for å se om noen svarer. Et svar om natten teller i tolv måneder.',
      'Responsmiljøet ringjer for å sjå om nokon svarer. Eit svar om natta tel i tolv månader.',
      'The response team rings to see whether anybody answers. An answer at night counts for twelve months.',
    ],
  ),
  succession: term(
    'who',
    ['sammenslåing og deling', 'samanslåing og deling', 'succession'],
    [
      'At en virksomhet står i stedet for en annen fra en dag. Det som gjaldt før, blir stående.',
      'At ei verksemd står i staden for ei anna frå ein dag. Det som gjaldt før, blir ståande.',
      'That one organisation stands in the place of another from a day on. What was true before stays.',
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
  'holding claim': term(
    'loop',
    ['krav på nett eller domene', 'krav på nett eller domene', 'holding claim'],
    [
      'At en virksomhet sier at den eier eller drifter noe. Når det er bevist, gjelder det.',
      'At ei verksemd seier at ho eig eller driftar noko. Når det er prova, gjeld det.',
      'That an organisation says it owns or operates something. Once proven, it counts.',
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
  passkey: term(
    'access',
    ['passnøkkel', 'passnøkkel', 'passkey'],
    [
      'En nøkkel på enheten din eller i en sikkerhetsnøkkel. Den er begge faktorene i ett, og virker bare på vår side.',
      'Ein nøkkel på eininga di eller i ein tryggleiksnøkkel. Han er begge faktorane i eitt, og verkar berre på sida vår.',
      'A key on your device or in a security key. It is both factors in one, and works on our site alone.',
    ],
  ),
  'sign-in provider': term(
    'access',
    ['innloggingstjeneste', 'innloggingsteneste', 'sign-in provider'],
    [
      'Noen andre som sier hvem du er når du logger inn, for eksempel HelseID.',
      'Nokon andre som seier kven du er når du loggar inn, til dømes HelseID.',
      'Somebody else who says who you are when you sign in, such as HelseID.',
    ],
  ),
  'break-glass account': term(
    'access',
    ['nødkonto', 'naudkonto', 'break-glass account'],
    [
      'En konto for dagen da ingenting utenfor svarer. Teamet får beskjed når den brukes.',
      'Ein konto for dagen då ingenting utanfor svarar. Teamet får melding når han blir brukt.',
      'An account for the day on which nothing outside answers. The team is told when it is used.',
    ],
  ),
  delegation: term(
    'access',
    ['fullmakt', 'fullmakt', 'delegation'],
    [
      'Et medlems samtykke til at en annen virksomhet handler for det, til en avtalt dag. Det kan trekkes tilbake når som helst.',
      'Samtykket frå ein medlem til at ei anna verksemd handlar for han, til ein avtalt dag. Det kan trekkjast tilbake når som helst.',
      'A member’s consent that another organisation acts for it, until an agreed day. It can be withdrawn at any time.',
    ],
  ),
  invitation: term(
    'access',
    ['invitasjon', 'invitasjon', 'invitation'],
    [
      'Et brev med en lenke som virker én gang og gir tilgang til en virksomhet.',
      'Eit brev med ei lenkje som verkar éin gong og gir tilgang til ei verksemd.',
      'A letter with a link that works once and gives access to an organisation.',
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
  terms: term(
    'who',
    ['vilkår', 'vilkår', 'terms'],
    [
      'Det en tjeneste eller avtalen sier. Hver versjon blir stående.',
      'Det ei teneste eller avtalen seier. Kvar versjon blir ståande.',
      'What a service or the agreement says. Every version stays.',
    ],
  ),
  consent: term(
    'who',
    ['samtykke', 'samtykke', 'consent'],
    [
      'Et medlems ja til én versjon av vilkårene. Det kan trekkes når som helst, og virker med en gang.',
      'Eit ja frå ein medlem til éin versjon av vilkåra. Det kan trekkjast når som helst, og verkar med ein gong.',
      'A member’s yes to one version of the terms. It can be taken back at any time, and takes effect at once.',
    ],
  ),
  'minimum demand': term(
    'who',
    ['minstekrav', 'minstekrav', 'minimum demand'],
    [
      'Det alle medlemmer krever av hverandre for å kunne dele trygt.',
      'Det alle medlemmer krev av kvarandre for å kunne dele trygt.',
      'What all members ask of each other to share safely.',
    ],
  ),
  accountable: term(
    'who',
    ['ansvarlig', 'ansvarleg', 'accountable'],
    [
      'Den virksomheten som svarer for en tjeneste en dag. Det er alltid nøyaktig én, uansett hvem som driver den.',
      'Den verksemda som svarer for ei teneste ein dag. Det er alltid nøyaktig éi, same kven som driv ho.',
      'The organisation that answers for a service on a day. There is always exactly one, whoever runs it.',
    ],
  ),
  relation: term(
    'who',
    ['relasjon', 'relasjon', 'relation'],
    [
      'Hva en virksomhet gjør for en annen, fra og til en dag.',
      'Kva ei verksemd gjer for ei anna, frå og til ein dag.',
      'What one organisation does for another, from and to a day.',
    ],
  ),
  'stakeholder group': term(
    'who',
    ['gruppe', 'gruppe', 'stakeholder group'],
    [
      'Virksomheter som spørres eller varsles sammen. Den kan vises slik den var på en dag.',
      'Verksemder som blir spurde eller varsla saman. Ho kan visast slik ho var på ein dag.',
      'Organisations that are asked or told together. It can be shown as it was on a day.',
    ],
  ),
  'peer team': term(
    'who',
    ['annet responsmiljø', 'anna responsmiljø', 'peer team'],
    [
      'Et annet team som også betjener noen av våre virksomheter.',
      'Eit anna team som òg tener nokre av verksemdene våre.',
      'Another team that serves some of our organisations, too.',
    ],
  ),
  'agreed lead': term(
    'who',
    ['avtalt leder', 'avtalt leiar', 'agreed lead'],
    [
      'Hvem av to team som leder for en virksomhet, og som ringes først.',
      'Kven av to team som leier for ei verksemd, og som blir ringt først.',
      'Which of two teams leads for an organisation, and is called first.',
    ],
  ),
  clearance: term(
    'access',
    ['klarering', 'klarering', 'clearance'],
    [
      'At en person ved navn kan se det som er skjermet. En annen administrator har gitt den.',
      'At ein person ved namn kan sjå det som er skjerma. Ein annan administrator har gjeve ho.',
      'That a person by name may see what is restricted. Another administrator has given it.',
    ],
  ),
  'PGP key': term(
    'telling',
    ['PGP-nøkkel', 'PGP-nøkkel', 'PGP key'],
    [
      'Det vi krypterer e-post til, og det vi signerer med. Den offentlige halvdelen gir dere oss, den private beholder dere.',
      'Det vi krypterer e-post til, og det vi signerer med. Den offentlege halvdelen gjev de oss, den private held de på.',
      'What we encrypt mail to, and what we sign with. You give us the public half and keep the private one.',
    ],
  ),
  fingerprint: term(
    'telling',
    ['fingeravtrykk', 'fingeravtrykk', 'fingerprint'],
    [
      'Tallene og bokstavene som skiller en nøkkel fra alle andre. Er de like, er det samme nøkkel.',
      'Tala og bokstavane som skil ein nøkkel frå alle andre. Er dei like, er det same nøkkelen.',
      'The digits and letters that tell a key from all others. If they are the same, it is the same key.',
    ],
  ),
} satisfies Record<string, GlossaryTerm>

export type TermName = keyof typeof glossary
