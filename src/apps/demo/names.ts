/** The two halves of a place that lies nowhere: *Bjørke* and *lia*. */
const beginnings =
  'Bjørke Furu Gran Rogne Selje Hassel Aske Lønne Einer Lyng Myr Tyri Hav Fjord Elve Bekke Foss Vann Sol Måne Stein Sand Mølle Kirke Torg Bro'.split(
    ' ',
  )
const endings = 'lia kollen haugen dalen vika neset marka lunden bakken tunet stranda moen åsen enga'.split(' ')

/** Places that lie nowhere, 364 of them, each once. */
export const inventedPlaces: readonly string[] = beginnings.flatMap((beginning) =>
  endings.map((ending) => `${beginning}${ending}`),
)

type PracticeKind = 'general-practice' | 'dental-practice' | 'pharmacy' | 'other'

/** What a small practice calls itself, by kind, in both forms of Norwegian. `%` is the place. */
export const practiceNames: Readonly<Record<PracticeKind, Readonly<Record<'nb' | 'nn', readonly string[]>>>> = {
  'general-practice': {
    nb: ['% legesenter', '% legekontor', 'Legene på %', '% legegruppe', 'Fastlegene ved %'],
    nn: ['% legesenter', '% legekontor', 'Legane på %', '% legegruppe', 'Fastlegane ved %'],
  },
  'dental-practice': {
    nb: ['% tannklinikk', 'Tannlegene på %', '% tannhelse', 'Tannlegesenteret %'],
    nn: ['% tannklinikk', 'Tannlegane på %', '% tannhelse', 'Tannlegesenteret %'],
  },
  pharmacy: {
    nb: ['% apotek', 'Apoteket på %', 'Apotek %'],
    nn: ['% apotek', 'Apoteket på %', 'Apotek %'],
  },
  other: {
    nb: ['% fysioterapi', '% psykologsenter', '% jordmorpraksis', '% hudklinikk'],
    nn: ['% fysioterapi', '% psykologsenter', '% jordmorpraksis', '% hudklinikk'],
  },
}

/** Names as long as real ones get, so that every page shows what it does with them. */
export const longNames: readonly string[] = [
  'Nordre Fjordstranda interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste',
  'Legesenteret på Havneset for allmennmedisin, svangerskapsomsorg, helsestasjon og reisevaksinasjon',
  'Ytre og Indre Lyngmarka interkommunale samarbeid om kommunal akutt døgnenhet og legevaktformidling',
  'Steinåsen og omegn tannregulerings-, kjeveortopedi- og oralkirurgisk spesialistklinikk',
  'Senter for rehabilitering, mestring og arbeidsrettet helsehjelp i Furudalen, Grandalen og Bjørkedalen',
]

/** Names of suppliers that nobody is. */
export const supplierNames: readonly string[] = [
  'Rimfrost Journal',
  'Nordlys Helsedata',
  'Fjellheim Systemer',
  'Tinde Drift',
  'Skjærgård Sky',
  'Kompass Pasientlogistikk',
  'Varme Hender Teknikk',
  'Lanterne Nett',
  'Bølgen Bildearkiv',
  'Klokkeren Timebok',
  'Polaris Laboratoriedata',
  'Havbris Hosting',
  'Grønli Medisinteknikk',
  'Sølvtråd Telefoni',
  'Bautaen Arkiv',
  'Ryddig Identitet',
  'Vidsyn Røntgen',
  'Tiur Overvåking',
  'Kveldsvakt Alarm',
  'Brisling Betaling',
  'Skrift og Tale',
  'Ullteppe Backup',
  'Stjernekikk Analyse',
  'Fyrlykt Sikkerhet',
  'Moreld Integrasjon',
  'Jordbær Apper',
  'Tømmerfløt Logistikk',
  'Ørnesyn Kamera',
  'Kråkebolle Labutstyr',
  'Bekkasin Pumper',
  'Lerke Lydjournal',
  'Multe Medisinlager',
  'Snøplog Nettbrett',
  'Reinlav Respiratorer',
  'Sommerfugl Skjema',
  'Isbre Lagring',
  'Nøkkelrose Tilgang',
  'Vindhane Velferdsteknologi',
  'Kaptein Kassasystem',
  'Trollfjell Ventilasjon',
]

/** The name as it stands in a host name: `Bjørkelia legesenter` becomes `bjorkelia-legesenter`. */
export function hostPart(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('å', 'a')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9\s-]/g, '')
    .trim()
    .split(/[\s-]+/)
    .slice(0, 5)
    .join('-')
    .slice(0, 50)
    .replace(/-$/, '')
}
