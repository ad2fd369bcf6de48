import type { Texts } from '#domain/locale.ts'
import type { Day } from '#domain/time.ts'
import type { AuthorityKind, Certainty } from './contract.ts'

/** What is kept of a public body. Its names follow each other; a body that was merged lives on in another. */
export interface Body {
  key: string
  kind: AuthorityKind
  under: string | null
  names: readonly DatedName[]
  english: string
  merged?: { into: string; on: Day; certainty: Certainty }
  mandates: readonly { text: Texts; basis: string; from: Day | null; to: Day | null; certainty: Certainty }[]
  /** The function that is asked for, never a person. */
  contact: Texts
  source: string
}
export interface DatedName {
  name: string
  short?: string
  from: Day | null
  to: Day | null
  certainty: Certainty
}

/** Where this list is from, and who answers for it. It is a help to find the right body, and no legal advice. */
export const authoritiesEdition = {
  source: 'Aktøroversikt for helsesektoren, 24. oktober 2025; Lovdata; nsm.no; regjeringen.no; nkom.no',
  edition: '2026-11-22',
  validFrom: '2026-11-22',
  reviewer: {
    nb: 'Fagansvarlig for registeret, sammen med jurist',
    nn: 'Fagansvarleg for registeret, saman med jurist',
    en: 'Whoever keeps the register, together with a lawyer',
  },
} as const

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const overview = 'Aktøroversikt 24.10.2025'
const general = 'Alminnelig kjent'

const always = (name: string, short?: string, certainty: Certainty = 'sourced'): DatedName[] => [
  { name, ...(short && { short }), from: null, to: null, certainty },
]
/** A body that got another name. */
const renamed = (
  before: string,
  on: Day,
  after: string,
  certainty: Certainty,
  short: { before?: string; after?: string } = {},
): DatedName[] => [
  { name: before, ...(short.before && { short: short.before }), from: null, to: on, certainty },
  { name: after, ...(short.after && { short: short.after }), from: on, to: null, certainty },
]
const mandate = (text: Texts, basis: string, certainty: Certainty, from: Day | null = null, to: Day | null = null) => ({
  text,
  basis,
  from,
  to,
  certainty,
})

const duty = t('Beredskapsvakten', 'Beredskapsvakta', 'The duty officer for preparedness')
const post = t('Postmottaket', 'Postmottaket', 'The official mailbox')

/** Public bodies with a role in digital security in health and municipalities. */
export const authorities: readonly Body[] = [
  {
    key: 'hod',
    kind: 'ministry',
    under: null,
    names: always('Helse- og omsorgsdepartementet', 'HOD'),
    english: 'Ministry of Health and Care Services',
    mandates: [
      mandate(
        t(
          'Har ansvaret for tiltak i helsesektoren i en krise, og kan pålegge dem. Får varsel fra underliggende virksomheter.',
          'Har ansvaret for tiltak i helsesektoren i ei krise, og kan påleggje dei. Får varsel frå underliggjande verksemder.',
          'Answers for measures in the health sector in a crisis, and can order them. Is notified by the bodies below it.',
        ),
        'Nasjonal helseberedskapsplan; helseberedskapsloven',
        'sourced',
      ),
      mandate(
        t(
          'Fatter vedtak om hvilke virksomheter i sektoren som sikkerhetsloven gjelder for.',
          'Gjer vedtak om kva verksemder i sektoren tryggingslova gjeld for.',
          'Decides which bodies of the sector are under the Security Act.',
        ),
        'Sikkerhetsloven § 1-3',
        'likely',
        '2019-01-01',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'jd',
    kind: 'ministry',
    under: null,
    names: always('Justis- og beredskapsdepartementet', 'JD'),
    english: 'Ministry of Justice and Public Security',
    mandates: [
      mandate(
        t(
          'Er fast lederdepartement i sivile nasjonale kriser, og samordner digital sikkerhet på sivil side.',
          'Er fast leiardepartement i sivile nasjonale kriser, og samordnar digital tryggleik på sivil side.',
          'Is the standing lead ministry in civil national crises, and aligns digital security on the civil side.',
        ),
        'Instruks for departementenes arbeid med samfunnssikkerhet',
        'sourced',
      ),
    ],
    contact: t('Krisestøtteenheten', 'Krisestøtteeininga', 'The crisis support unit'),
    source: overview,
  },
  {
    key: 'fd',
    kind: 'ministry',
    under: null,
    names: always('Forsvarsdepartementet', 'FD'),
    english: 'Ministry of Defence',
    mandates: [
      mandate(
        t(
          'Har ansvaret for forebyggende sikkerhet på militær side. NSM arbeider også på dette området.',
          'Har ansvaret for førebyggjande tryggleik på militær side. NSM arbeider òg på dette området.',
          'Answers for preventive security on the military side. NSM works in this area, too.',
        ),
        'Sikkerhetsloven',
        'sourced',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'kdd',
    kind: 'ministry',
    under: null,
    names: renamed('Kommunal- og moderniseringsdepartementet', '2022-01-01', 'Kommunal- og distriktsdepartementet', 'likely', {
      before: 'KMD',
      after: 'KDD',
    }),
    english: 'Ministry of Local Government and Regional Development',
    mandates: [
      mandate(
        t(
          'Har ansvaret for rammene for kommunene og statsforvalterne.',
          'Har ansvaret for rammene for kommunane og statsforvaltarane.',
          'Answers for the frame of municipalities and county governors.',
        ),
        'Kommuneloven',
        'likely',
      ),
    ],
    contact: post,
    source: general,
  },
  {
    key: 'dfd',
    kind: 'ministry',
    under: null,
    names: [
      { name: 'Digitaliserings- og forvaltningsdepartementet', short: 'DFD', from: '2024-01-01', to: null, certainty: 'likely' },
    ],
    english: 'Ministry of Digitalisation and Public Governance',
    mandates: [
      mandate(
        t(
          'Har ansvaret for digitalisering, ekom og personvern i forvaltningen.',
          'Har ansvaret for digitalisering, ekom og personvern i forvaltninga.',
          'Answers for digitalisation, electronic communications and privacy in public administration.',
        ),
        'Kongelig resolusjon',
        'likely',
        '2024-01-01',
      ),
    ],
    contact: post,
    source: general,
  },
  {
    key: 'hdir',
    kind: 'directorate',
    under: 'hod',
    names: always('Helsedirektoratet', 'Hdir'),
    english: 'Directorate of Health',
    mandates: [
      mandate(
        t(
          'Koordinerer innsatsen i helsetjenesten når departementet delegerer det, og er kontaktledd til statsforvalterne.',
          'Koordinerer innsatsen i helsetenesta når departementet delegerer det, og er kontaktledd til statsforvaltarane.',
          'Coordinates the health service when the ministry delegates it, and is the line to the county governors.',
        ),
        'Nasjonal helseberedskapsplan',
        'sourced',
      ),
      mandate(
        t(
          'Eier kjernejournal og Reseptformidleren, og har oppgavene etter Direktoratet for e-helse.',
          'Eig kjernejournal og Reseptformidlaren, og har oppgåvene etter Direktoratet for e-helse.',
          'Owns the summary record and the e-prescription broker, and has the tasks of the e-health directorate.',
        ),
        'Pasientjournalloven; tildelingsbrev',
        'sourced',
        '2024-01-01',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'ehelse',
    kind: 'directorate',
    under: 'hod',
    names: [{ name: 'Direktoratet for e-helse', from: '2016-01-01', to: '2024-01-01', certainty: 'sourced' }],
    english: 'Directorate of eHealth',
    merged: { into: 'hdir', on: '2024-01-01', certainty: 'sourced' },
    mandates: [
      mandate(
        t(
          'Styrte og samordnet arbeidet med e-helse i Norge.',
          'Styrte og samordna arbeidet med e-helse i Noreg.',
          'Steered and aligned the work with e-health in Norway.',
        ),
        'Tildelingsbrev',
        'sourced',
        '2016-01-01',
        '2024-01-01',
      ),
    ],
    contact: t('Helsedirektoratet svarer', 'Helsedirektoratet svarer', 'The Directorate of Health answers'),
    source: overview,
  },
  {
    key: 'dmp',
    kind: 'directorate',
    under: 'hod',
    names: renamed('Statens legemiddelverk', '2024-01-01', 'Direktoratet for medisinske produkter', 'sourced', {
      before: 'SLV',
      after: 'DMP',
    }),
    english: 'Norwegian Medical Products Agency',
    mandates: [
      mandate(
        t(
          'Hjelper når det er problemer med forsyning av legemidler og medisinsk utstyr. Får melding om svikt i utstyr.',
          'Hjelper når det er problem med forsyning av legemiddel og medisinsk utstyr. Får melding om svikt i utstyr.',
          'Helps with supply problems for medicines and medical equipment. Is told of device failures.',
        ),
        'Legemiddelloven; lov om medisinsk utstyr',
        'sourced',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'fhi',
    kind: 'directorate',
    under: 'hod',
    names: always('Folkehelseinstituttet', 'FHI'),
    english: 'Norwegian Institute of Public Health',
    mandates: [
      mandate(
        t(
          'Håndterer risiko for de nasjonale helseregistrene som det eier.',
          'Handterer risiko for dei nasjonale helseregistra som det eig.',
          'Handles risk for the national health registries that it owns.',
        ),
        'Helseregisterloven',
        'sourced',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'helsetilsynet',
    kind: 'supervisor',
    under: 'hod',
    names: always('Statens helsetilsyn', 'Helsetilsynet'),
    english: 'Norwegian Board of Health Supervision',
    mandates: [
      mandate(
        t(
          'Får varsel straks om død eller svært alvorlig skade som var uventet, og vurderer tilsyn.',
          'Får varsel straks om død eller svært alvorleg skade som var uventa, og vurderer tilsyn.',
          'Is told at once of unexpected death or very serious harm, and judges whether to supervise.',
        ),
        'Spesialisthelsetjenesteloven § 3-3 a; helse- og omsorgstjenesteloven § 12-3 a',
        'sourced',
      ),
    ],
    contact: t('Varslingsordningen', 'Varslingsordninga', 'The notification scheme'),
    source: overview,
  },
  {
    key: 'datatilsynet',
    kind: 'supervisor',
    under: 'dfd',
    names: always('Datatilsynet'),
    english: 'Data Protection Authority',
    mandates: [
      mandate(
        t(
          'Får melding om brudd på personopplysningssikkerheten innen 72 timer, og fører tilsyn med personvernet.',
          'Får melding om brot på personopplysningstryggleiken innan 72 timar, og fører tilsyn med personvernet.',
          'Is notified of personal-data breaches within 72 hours, and supervises privacy.',
        ),
        'Personvernforordningen artikkel 33; personopplysningsloven',
        'sourced',
        '2018-07-20',
      ),
    ],
    contact: t('Avviksmottaket', 'Avviksmottaket', 'The intake of breach notices'),
    source: overview,
  },
  {
    key: 'nsm',
    kind: 'security',
    under: 'jd',
    names: always('Nasjonal sikkerhetsmyndighet', 'NSM'),
    english: 'National Security Authority',
    mandates: [
      mandate(
        t(
          'Vurderer om kritiske samfunnsfunksjoner er rammet. Får varsel fra virksomheter under sikkerhetsloven.',
          'Vurderer om kritiske samfunnsfunksjonar er råka. Får varsel frå verksemder under tryggingslova.',
          'Judges whether critical functions of society are hit. Is told by bodies under the Security Act.',
        ),
        'Sikkerhetsloven § 4-5',
        'sourced',
        '2019-01-01',
      ),
      mandate(
        t(
          'Er nasjonalt kontaktpunkt og responsfunksjon, og tilsyn der ingen annen er utpekt.',
          'Er nasjonalt kontaktpunkt og responsfunksjon, og tilsyn der ingen annan er peika ut.',
          'Is the national contact point and response function, and supervisor where no other is named.',
        ),
        'Digitalsikkerhetsloven; forskrift 20. juni 2025 nr. 1131',
        'sourced',
        '2025-10-01',
      ),
    ],
    contact: t('NCSC, bemannet hele døgnet', 'NCSC, bemanna heile døgnet', 'NCSC, staffed day and night'),
    source: overview,
  },
  {
    key: 'ncsc',
    kind: 'response',
    under: 'nsm',
    names: always('Nasjonalt cybersikkerhetssenter', 'NCSC'),
    english: 'National Cyber Security Centre',
    mandates: [
      mandate(
        t(
          'Er nasjonalt varslings- og koordineringspunkt for digitale angrep, og gir råd til responsmiljøene.',
          'Er nasjonalt varslings- og koordineringspunkt for digitale angrep, og gjev råd til responsmiljøa.',
          'Is the national notification and coordination point for digital attacks, and advises response teams.',
        ),
        'Nasjonalt rammeverk for håndtering av digitale angrep, 2025',
        'sourced',
      ),
    ],
    contact: t(
      'Vakttelefonen, bemannet hele døgnet',
      'Vakttelefonen, bemanna heile døgnet',
      'The duty telephone, staffed day and night',
    ),
    source: overview,
  },
  {
    key: 'dsb',
    kind: 'directorate',
    under: 'jd',
    names: always('Direktoratet for samfunnssikkerhet og beredskap', 'DSB'),
    english: 'Directorate for Civil Protection',
    mandates: [
      mandate(
        t(
          'Har oversikt over risiko og sårbarhet i samfunnet, og får rapport fra statsforvalterne.',
          'Har oversikt over risiko og sårbarheit i samfunnet, og får rapport frå statsforvaltarane.',
          'Has the overview of risk and vulnerability in society, and gets reports from the county governors.',
        ),
        'Sivilbeskyttelsesloven; instruks',
        'sourced',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'digdir',
    kind: 'directorate',
    under: 'dfd',
    names: [{ name: 'Digitaliseringsdirektoratet', short: 'Digdir', from: '2020-01-01', to: null, certainty: 'likely' }],
    english: 'Norwegian Digitalisation Agency',
    mandates: [
      mandate(
        t(
          'Drifter fellesløsninger som ID-porten og Altinn, og veileder om informasjonssikkerhet i forvaltningen.',
          'Driftar fellesløysingar som ID-porten og Altinn, og rettleier om informasjonstryggleik i forvaltninga.',
          'Runs common services such as ID-porten and Altinn, and guides public bodies in information security.',
        ),
        'eForvaltningsforskriften § 15',
        'likely',
        '2020-01-01',
      ),
    ],
    contact: post,
    source: general,
  },
  {
    key: 'difi',
    kind: 'directorate',
    under: null,
    names: [
      { name: 'Direktoratet for forvaltning og ikt', short: 'Difi', from: '2008-01-01', to: '2020-01-01', certainty: 'likely' },
    ],
    english: 'Agency for Public Management and eGovernment',
    merged: { into: 'digdir', on: '2020-01-01', certainty: 'likely' },
    mandates: [
      mandate(
        t(
          'Samordnet digitalisering og innkjøp i forvaltningen.',
          'Samordna digitalisering og innkjøp i forvaltninga.',
          'Aligned digitalisation and procurement in public administration.',
        ),
        'Tildelingsbrev',
        'likely',
        '2008-01-01',
        '2020-01-01',
      ),
    ],
    contact: t('Digdir svarer', 'Digdir svarer', 'Digdir answers'),
    source: general,
  },
  {
    key: 'nkom',
    kind: 'supervisor',
    under: 'dfd',
    names: renamed('Post- og teletilsynet', '2015-01-01', 'Nasjonal kommunikasjonsmyndighet', 'likely', {
      before: 'PT',
      after: 'Nkom',
    }),
    english: 'Norwegian Communications Authority',
    mandates: [
      mandate(
        t(
          'Får melding fra nettilbydere og tillitstjenester om alvorlige hendelser, og fører tilsyn med dem.',
          'Får melding frå nettilbydarar og tillitstenester om alvorlege hendingar, og fører tilsyn med dei.',
          'Is notified by network and trust-service providers of serious incidents, and supervises them.',
        ),
        'Ekomloven; eIDAS artikkel 19',
        'sourced',
      ),
    ],
    contact: t('Nkom EkomCERT', 'Nkom EkomCERT', 'Nkom EkomCERT'),
    source: 'nkom.no',
  },
  {
    key: 'police',
    kind: 'security',
    under: 'jd',
    names: always('Politiet'),
    english: 'Police',
    mandates: [
      mandate(
        t(
          'Tar imot anmeldelse, sikrer bevis og etterforsker.',
          'Tek imot melding, sikrar bevis og etterforskar.',
          'Receives reports of crime, secures evidence and investigates.',
        ),
        'Politiloven; straffeprosessloven',
        'sourced',
      ),
    ],
    contact: t('Operasjonssentralen i distriktet', 'Operasjonssentralen i distriktet', 'The operations centre of the district'),
    source: overview,
  },
  {
    key: 'pst',
    kind: 'security',
    under: 'jd',
    names: always('Politiets sikkerhetstjeneste', 'PST'),
    english: 'Police Security Service',
    mandates: [
      mandate(
        t(
          'Innhenter opplysninger om personer og grupper som kan true Norge.',
          'Hentar inn opplysningar om personar og grupper som kan truge Noreg.',
          'Collects information on persons and groups that may be a threat to Norway.',
        ),
        'Politiloven § 17 b',
        'sourced',
      ),
    ],
    contact: duty,
    source: overview,
  },
  {
    key: 'intel',
    kind: 'security',
    under: 'fd',
    names: always('Etterretningstjenesten'),
    english: 'Intelligence Service',
    mandates: [
      mandate(
        t(
          'Innhenter opplysninger om utenlandske aktører som kan true Norge.',
          'Hentar inn opplysningar om utanlandske aktørar som kan truge Noreg.',
          'Collects information on foreign actors that may be a threat to Norway.',
        ),
        'Etterretningstjenesteloven',
        'sourced',
      ),
    ],
    contact: t('Gjennom PST eller FCKS', 'Gjennom PST eller FCKS', 'Through PST or FCKS'),
    source: overview,
  },
  {
    key: 'statsforvalteren',
    kind: 'regional',
    under: 'kdd',
    names: renamed('Fylkesmannen', '2021-01-01', 'Statsforvalteren', 'likely'),
    english: 'County governor',
    mandates: [
      mandate(
        t(
          'Knytter lokalt og nasjonalt nivå sammen i en krise, og rapporterer til Helsedirektoratet og DSB.',
          'Knyter lokalt og nasjonalt nivå saman i ei krise, og rapporterer til Helsedirektoratet og DSB.',
          'Ties local and national level together in a crisis, and reports to the Directorate of Health and DSB.',
        ),
        'Nasjonal helseberedskapsplan; instruks for statsforvalteren',
        'sourced',
      ),
    ],
    contact: t('Beredskapsvakten i fylket', 'Beredskapsvakta i fylket', 'The preparedness duty of the county'),
    source: overview,
  },
  {
    key: 'dsa',
    kind: 'supervisor',
    under: 'hod',
    names: renamed('Statens strålevern', '2019-01-01', 'Direktoratet for strålevern og atomsikkerhet', 'likely', {
      before: 'NRPA',
      after: 'DSA',
    }),
    english: 'Radiation and Nuclear Safety Authority',
    mandates: [
      mandate(
        t(
          'Er fagmyndighet for strålevern, også for strålebruk i sykehus.',
          'Er fagstyresmakt for strålevern, òg for strålebruk i sjukehus.',
          'Is the authority on radiation protection, also for its use in hospitals.',
        ),
        'Strålevernloven',
        'likely',
      ),
    ],
    contact: duty,
    source: general,
  },
  {
    key: 'mattilsynet',
    kind: 'supervisor',
    under: null,
    names: always('Mattilsynet', undefined, 'likely'),
    english: 'Food Safety Authority',
    mandates: [
      mandate(
        t(
          'Fører tilsyn med mat og drikkevann. Varsles når vannforsyning eller mat er rammet.',
          'Fører tilsyn med mat og drikkevatn. Blir varsla når vassforsyning eller mat er råka.',
          'Supervises food and drinking water. Is told when water supply or food is touched.',
        ),
        'Matloven; drikkevannsforskriften',
        'likely',
      ),
    ],
    contact: duty,
    source: general,
  },
  {
    key: 'nhn',
    kind: 'other',
    under: 'hod',
    names: always('Norsk helsenett', 'NHN'),
    english: 'Norsk helsenett, the state enterprise for the health network',
    mandates: [
      mandate(
        t(
          'Drifter helsenettet og nasjonale tjenester, og Helse- og kommuneCERT. Avgjør stans sammen med andre.',
          'Driftar helsenettet og nasjonale tenester, og Helse- og kommuneCERT. Avgjer stans saman med andre.',
          'Runs the health network, national services, and Helse- og kommuneCERT. Decides on shutdown with others.',
        ),
        'Vedtekter; avtaler med medlemmene',
        'sourced',
      ),
    ],
    contact: t(
      'Driftssenteret, bemannet hele døgnet',
      'Driftssenteret, bemanna heile døgnet',
      'The operations centre, staffed day and night',
    ),
    source: overview,
  },
  {
    key: 'helsecert',
    kind: 'response',
    under: 'nhn',
    names: [
      { name: 'HelseCERT', from: '2011-01-01', to: '2023-12-01', certainty: 'sourced' },
      { name: 'Helse- og kommuneCERT', from: '2023-12-01', to: null, certainty: 'verify' },
    ],
    english: 'Helse- og kommuneCERT',
    mandates: [
      mandate(
        t(
          'Er sektorvis responsmiljø for helse, og fra desember 2023 også for kommuner og fylkeskommuner.',
          'Er sektorvis responsmiljø for helse, og frå desember 2023 òg for kommunar og fylkeskommunar.',
          'Is the response team for health, and from December 2023 for municipalities and counties, too.',
        ),
        'Nasjonalt rammeverk for håndtering av digitale angrep',
        'sourced',
      ),
    ],
    contact: t('Vakten', 'Vakta', 'The duty officer'),
    source: overview,
  },
]
