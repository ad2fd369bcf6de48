import { memberErrors } from '#capabilities/members/index.ts'
import { momentText } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { CheckOutcome, ClaimState, HoldingProof, ReviewReason, TeamDecision } from './contract.ts'
import { errors } from './errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const outcomes: Record<CheckOutcome, Texts> = {
  proven: t('Beviset er godtatt.', 'Provet er godteke.', 'The proof was accepted.'),
  'wrong-token': t(
    'Det står en kode der, men ikke den som hører til dette kravet.',
    'Det står ein kode der, men ikkje den som høyrer til dette kravet.',
    'A token stands there, but not the one of this claim.',
  ),
  none: t(
    'Navnet finnes, men koden står ikke der ennå.',
    'Namnet finst, men koden står ikkje der enno.',
    'The name exists, but the token is not there yet.',
  ),
  'no-name': t(
    'Navnet finnes ikke i DNS ennå. Det kan ta noen timer.',
    'Namnet finst ikkje i DNS enno. Det kan ta nokre timar.',
    'The name is not in DNS yet. That may take some hours.',
  ),
  'server-fault': t(
    'Navnetjeneren svarte med en feil. Sjekk sonen og DNSSEC.',
    'Namnetenaren svarte med ein feil. Sjekk sona og DNSSEC.',
    'The name server answered with a fault. Check the zone and DNSSEC.',
  ),
  refused: t(
    'Navnetjeneren ville ikke svare oss.',
    'Namnetenaren ville ikkje svare oss.',
    'The name server would not answer us.',
  ),
  timeout: t('Navnetjeneren svarte ikke i tide.', 'Namnetenaren svarte ikkje i tide.', 'The name server did not answer in time.'),
  unreachable: t('Vi nådde ingen navnetjener.', 'Vi nådde ingen namnetenar.', 'We reached no name server.'),
  'bad-name': t('Navnet kan ikke slås opp.', 'Namnet kan ikkje slåast opp.', 'The name cannot be looked up.'),
  sent: t('En kode er sendt.', 'Ein kode er send.', 'A code was sent.'),
  'wrong-code': t('Koden som ble skrevet, var feil.', 'Koden som vart skriven, var feil.', 'The code that was typed was wrong.'),
  'not-listed': t(
    'Registeret sier det ikke lenger.',
    'Registeret seier det ikkje lenger.',
    'The registry does not say so any more.',
  ),
  ended: t('Eierens fullmakt er over.', 'Fullmakta frå eigaren er over.', "The owner's word has ended."),
}

/** What came of a look for proof. */
export const outcomeInWords = (outcome: CheckOutcome, locale: Locale): string => outcomes[outcome][locale]

const steps: Record<string, Texts> = {
  claimed: t('Krevd', 'Kravd', 'Claimed'),
  delegated: t('Gitt videre av eieren', 'Gjeve vidare av eigaren', 'Handed on by its owner'),
  'code-sent': t('Kode sendt til', 'Kode send til', 'Code sent to'),
  proven: t('Bevist og ført i registeret', 'Prova og ført i registeret', 'Proven and entered in the register'),
  'proven-again': t('Bevist på nytt', 'Prova på nytt', 'Proven again'),
  'proof-waits': t(
    'Beviset er godt. Teamet ser på kravet før det gjelder',
    'Provet er godt. Teamet ser på kravet før det gjeld',
    'The proof is good. The team looks at the claim before it counts',
  ),
  'proof-expired': t('Beviset er for gammelt', 'Provet er for gammalt', 'The proof has expired'),
  'claim-expired': t('Ingen beviste kravet i tide', 'Ingen prova kravet i tide', 'Nobody proved the claim in time'),
  'delegation-ended': t('Eierens fullmakt er over', 'Fullmakta frå eigaren er over', "The owner's word has ended"),
  'holding-ended': t('Avsluttet i registeret', 'Avslutta i registeret', 'Ended in the register'),
  withdrawn: t('Trukket', 'Trekt', 'Withdrawn'),
  allowed: t(
    'Teamet har sett på kravet. Et vanlig bevis er nok',
    'Teamet har sett på kravet. Eit vanleg prov er nok',
    'The team has looked at it. An ordinary proof is enough',
  ),
  refused: t('Avslått av teamet', 'Avslått av teamet', 'Refused by the team'),
  'not-upheld': t('Teamet gav ikke medhold', 'Teamet gav ikkje medhald', 'The team did not uphold it'),
  split: t(
    'Teamet delte kravet. Delene deres står som egne krav',
    'Teamet delte kravet. Delane dykkar står som eigne krav',
    'The team split the claim. Your parts stand as claims of their own',
  ),
  'operates-now': t(
    'Teamet har ført dere som den som drifter',
    'Teamet har ført dykk som den som driftar',
    'The team has entered you as the one who operates it',
  ),
  undone: t('Avgjørelsen ble tatt tilbake', 'Avgjerda vart teken tilbake', 'The decision was taken back'),
  told: t('Skrevet om på e-post til', 'Skrive om på e-post til', 'Written about by mail to'),
}

/** What happened to a claim. */
export const stepInWords = (what: string, locale: Locale): string => steps[what]?.[locale] ?? what

const reviews: Record<ReviewReason, Texts> = {
  'too-large': t(
    'Dette er større enn virksomheter av dette slaget pleier å ha. Teamet ser på det først.',
    'Dette er større enn verksemder av dette slaget plar ha. Teamet ser på det først.',
    'This is larger than organisations of this kind usually have. The team looks at it first.',
  ),
  'mixed-script': t(
    'Navnet blander bokstaver fra flere alfabeter. Slik lages falske navn. Teamet ser på det først.',
    'Namnet blandar bokstavar frå fleire alfabet. Slik blir falske namn laga. Teamet ser på det først.',
    'The name mixes letters of several alphabets, as false names do. The team looks at it first.',
  ),
  'foreign-script': t(
    'Navnet er skrevet med et annet alfabet enn vårt. Teamet ser på det først.',
    'Namnet er skrive med eit anna alfabet enn vårt. Teamet ser på det først.',
    'The name is written in another alphabet than ours. The team looks at it first.',
  ),
  past: t(
    'Kravet gjelder tid som er gått. Teamet ser på det først.',
    'Kravet gjeld tid som er gått. Teamet ser på det først.',
    'The claim is about time gone by. The team looks at it first.',
  ),
}

const more: Record<string, Texts> = {
  claimed: t('Klar til å bevises.', 'Klar til å provast.', 'Ready to be proven.'),
  already: t('Dere har allerede dette kravet.', 'De har alt dette kravet.', 'You have made this claim already.'),
  'bad-time': t(
    'Datoen skal skrives som 2026-11-21.',
    'Datoen skal skrivast som 2026-11-21.',
    'The day should be written like 2026-11-21.',
  ),
  'bad-relation': t(
    'Fjerde kolonne skal være eier eller drifter.',
    'Fjerde kolonne skal vere eig eller driftar.',
    'The fourth column should be owns or operates.',
  ),
  'too-many-lines': t(
    'En liste kan ha 2 000 linjer. Lim inn resten, fra denne linjen, som en egen liste. Linjer som ikke ble lest:',
    'Ei liste kan ha 2 000 linjer. Lim inn resten, frå denne linja, som ei eiga liste. Linjer som ikkje vart lesne:',
    'A list can have 2,000 lines. Paste the rest, from this line on, as a list of its own. Lines that were not read:',
  ),
}

const known: Record<string, { message: Texts }> = { ...memberErrors, ...errors }

/** Why a line of a list was taken, or not, with what was meant. */
export function verdictWords(code: string, detail: string | undefined, locale: Locale): string {
  const text = (more[code] ?? reviews[code as ReviewReason] ?? known[code]?.message)?.[locale] ?? code
  return detail === undefined ? text : `${text} ${detail}`
}

const decided: Record<TeamDecision | 'stays', Texts> = {
  allow: t('kan bevises som andre krav', 'kan provast som andre krav', 'can be proven as other claims'),
  verify: t(
    'gjelder fra nå, kontrollert av teamet',
    'gjeld frå no, kontrollert av teamet',
    'counts from now, verified by the team',
  ),
  refuse: t(
    'avslås; det som sto i registeret, avsluttes',
    'blir avslått; det som stod i registeret, blir avslutta',
    'is refused; what stood in the register ends',
  ),
  stays: t(
    'blir som det er: avgjørelsen passer ikke',
    'blir som det er: avgjerda passar ikkje',
    'stays as it is: the decision does not fit',
  ),
}

/** What a decision of the team does to a claim. */
export const decisionWords = (decision: TeamDecision | 'stays', locale: Locale): string => decided[decision][locale]

/** What to do next with a claim. It says nothing of others: what waits for the team has the same words whatever it waits for. */
export function nextInWords(
  claim: {
    state: ClaimState
    level: HoldingProof
    review: readonly ReviewReason[]
    waits: boolean
    form: string
    provenUntil: Utc | null
  },
  locale: Locale,
): string {
  if (claim.state === 'disputed')
    return t(
      'Beviset er godt. Teamet ser på kravet før det gjelder. Dere trenger ikke gjøre noe.',
      'Provet er godt. Teamet ser på kravet før det gjeld. De treng ikkje gjere noko.',
      'The proof is good. The team looks at the claim before it counts. You need do nothing.',
    )[locale]
  if (claim.state === 'open') {
    const first = claim.waits ? `${claim.review.map((reason) => reviews[reason][locale]).join(' ')} ` : ''
    if (claim.level !== 'declared')
      return `${first}${t('Beviset er godt og venter på det.', 'Provet er godt og ventar på det.', 'The proof is good and waits for that.')[locale]}`
    return `${first}${howToProve(claim.form)[locale]}`
  }
  if (claim.state === 'proven' && claim.level === 'dns-token') return keepToken[locale]
  return nexts[claim.state][locale]
}

const keepToken: Texts = t(
  'Det gjelder. La koden i DNS stå: vi ser etter den hvert år.',
  'Det gjeld. La koden i DNS stå: vi ser etter han kvart år.',
  'It counts. Leave the token in DNS: we look for it every year.',
)

const howToProve = (form: string): Texts =>
  form === 'domain'
    ? t(
        'Bevis det: legg koden i DNS, eller be om en kode på e-post.',
        'Prov det: legg koden i DNS, eller be om ein kode på e-post.',
        'Prove it: put the token in DNS, or ask for a code by mail.',
      )
    : form === 'network'
      ? t(
          'Bevis det: legg koden i nettets reverssone, eller vent på neste utdrag fra registeret. Teamet kan også kontrollere det.',
          'Prov det: legg koden i reverssona til nettet, eller vent på neste utdrag frå registeret. Teamet kan òg kontrollere det.',
          'Prove it: put the token in the reverse zone, or wait for the next snapshot of the registry. The team can verify it, too.',
        )
      : t(
          'Et utdrag fra registeret beviser det. Teamet kan også kontrollere det.',
          'Eit utdrag frå registeret provar det. Teamet kan òg kontrollere det.',
          'A snapshot of the registry proves it. The team can verify it, too.',
        )

const nexts: Record<Exclude<ClaimState, 'open' | 'disputed'>, Texts> = {
  proven: t(
    'Det gjelder. Forny beviset før det går ut.',
    'Det gjeld. Forny provet før det går ut.',
    'It counts. Renew the proof before it ends.',
  ),
  refused: t(
    'Kravet gjelder ikke. Spør teamet hvis dere mener det er feil.',
    'Kravet gjeld ikkje. Spør teamet om de meiner det er feil.',
    'The claim does not count. Ask the team if you think that is wrong.',
  ),
  withdrawn: t(
    'Kravet er trukket. Lag et nytt hvis det skal gjelde igjen.',
    'Kravet er trekt. Lag eit nytt om det skal gjelde igjen.',
    'The claim was withdrawn. Make a new one if it shall count again.',
  ),
  expired: t(
    'Beviset gjelder ikke lenger. Bevis det på nytt.',
    'Provet gjeld ikkje lenger. Prov det på nytt.',
    'The proof counts no longer. Prove it again.',
  ),
}

const issues: Record<string, Texts> = {
  'broken-line': t('Linjen har ikke navn og kolon.', 'Linja har ikkje namn og kolon.', 'The line has no name and colon.'),
  'line-too-long': t('Linjen er for lang.', 'Linja er for lang.', 'The line is too long.'),
  'bad-range': t(
    'Dette er ikke et område av adresser.',
    'Dette er ikkje eit område av adresser.',
    'This is no range of addresses.',
  ),
  'bad-network': t(
    'Dette er ikke et nett av dette slaget.',
    'Dette er ikkje eit nett av dette slaget.',
    'This is no network of this kind.',
  ),
  'bad-as-number': t('Dette er ikke et AS-nummer.', 'Dette er ikkje eit AS-nummer.', 'This is no AS number.'),
  'no-key': t('Objektet har ingen nøkkel.', 'Objektet har ingen nøkkel.', 'The object has no key.'),
  'too-many-attributes': t('Objektet har for mange linjer.', 'Objektet har for mange linjer.', 'The object has too many lines.'),
  'range-too-long': t(
    'Området er sammensatt av for mange nett.',
    'Området er sett saman av for mange nett.',
    'The range is made of too many networks.',
  ),
}

/** Why an object of a registry could not be read. */
export const issueInWords = (code: string, locale: Locale): string => issues[code]?.[locale] ?? code

export const stateWords: Record<ClaimState, Texts> = {
  open: t('Åpent', 'Ope', 'Open'),
  proven: t('Bevist', 'Prova', 'Proven'),
  refused: t('Avslått', 'Avslått', 'Refused'),
  withdrawn: t('Trukket', 'Trekt', 'Withdrawn'),
  disputed: t('Hos teamet', 'Hos teamet', 'With the team'),
  expired: t('Utløpt', 'Gått ut', 'Expired'),
}

export const levelWords: Record<HoldingProof, Texts> = {
  declared: t('Oppgitt', 'Oppgjeve', 'Declared'),
  mail: t('Bevist med e-post', 'Prova med e-post', 'Proven by mail'),
  registry: t('Står i et register', 'Står i eit register', 'Stands in a registry'),
  delegated: t('Gitt videre av eieren', 'Gjeve vidare av eigaren', 'Handed on by its owner'),
  'dns-token': t('Bevist i DNS', 'Prova i DNS', 'Proven in DNS'),
  team: t('Kontrollert av teamet', 'Kontrollert av teamet', 'Verified by the team'),
}

export const formWords: Record<'network' | 'asn' | 'domain', Texts> = {
  network: t('Nett', 'Nett', 'Network'),
  asn: t('AS-nummer', 'AS-nummer', 'AS number'),
  domain: t('Domene', 'Domene', 'Domain'),
}

export const relationWords: Record<'owns' | 'operates', Texts> = {
  owns: t('Eier', 'Eig', 'Owns'),
  operates: t('Drifter', 'Driftar', 'Operates'),
}

/** The letter with a code, to somebody at the domain who may never have heard of us. Who claims it is not told: it may be another's. */
export function codeLetter(
  { shown, code, expiresAt }: { shown: string; code: string; expiresAt: Utc },
  locale: Locale,
): { subject: string; lines: string[] } {
  const until = momentText(expiresAt, locale)
  return {
    nb: {
      subject: `Kode for ${shown}`,
      lines: [
        `En virksomhet har oppgitt ${shown} som sitt hos sektorens responsmiljø, og vil bevise det med denne koden.`,
        `Koden er: ${code}`,
        `Gi den til den hos dere som har bedt om den. Den gjelder til ${until} og kan brukes én gang.`,
        'Har ingen hos dere bedt om dette? Da skal dere ikke gjøre noe. Gi ikke koden til andre.',
      ],
    },
    nn: {
      subject: `Kode for ${shown}`,
      lines: [
        `Ei verksemd har oppgjeve ${shown} som sitt hos responsmiljøet i sektoren, og vil prove det med denne koden.`,
        `Koden er: ${code}`,
        `Gje han til den hos dykk som har bede om han. Han gjeld til ${until} og kan brukast éin gong.`,
        'Har ingen hos dykk bede om dette? Då skal de ikkje gjere noko. Gje ikkje koden til andre.',
      ],
    },
    en: {
      subject: `Code for ${shown}`,
      lines: [
        `An organisation has told the sector's response team that ${shown} is its own, and wants to prove it with this code.`,
        `The code is: ${code}`,
        `Give it to whoever of you asked for it. It is valid until ${until} and can be used once.`,
        'Did nobody of you ask for this? Then do nothing. Give the code to nobody else.',
      ],
    },
  }[locale]
}
