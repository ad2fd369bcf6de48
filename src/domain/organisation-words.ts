/** What a kind of organisation is called, by language; a room that shows kinds takes these into its texts. */
export const kindWords = {
  nb: {
    'kind.regional-health-authority': 'Regionalt helseforetak',
    'kind.hospital-trust': 'Helseforetak',
    'kind.hospital': 'Sykehus',
    'kind.ict-operator': 'IKT-driftsleverandør',
    'kind.municipality': 'Kommune',
    'kind.county': 'Fylkeskommune',
    'kind.intermunicipal': 'Interkommunalt samarbeid',
    'kind.general-practice': 'Fastlegekontor',
    'kind.dental-practice': 'Tannlegekontor',
    'kind.pharmacy': 'Apotek',
    'kind.supplier': 'Leverandør',
    'kind.authority': 'Myndighet',
    'kind.other': 'Annet',
  },
  nn: {
    'kind.regional-health-authority': 'Regionalt helseføretak',
    'kind.hospital-trust': 'Helseføretak',
    'kind.hospital': 'Sjukehus',
    'kind.ict-operator': 'IKT-driftsleverandør',
    'kind.municipality': 'Kommune',
    'kind.county': 'Fylkeskommune',
    'kind.intermunicipal': 'Interkommunalt samarbeid',
    'kind.general-practice': 'Fastlegekontor',
    'kind.dental-practice': 'Tannlegekontor',
    'kind.pharmacy': 'Apotek',
    'kind.supplier': 'Leverandør',
    'kind.authority': 'Styresmakt',
    'kind.other': 'Anna',
  },
  en: {
    'kind.regional-health-authority': 'Regional health authority',
    'kind.hospital-trust': 'Hospital trust',
    'kind.hospital': 'Hospital',
    'kind.ict-operator': 'ICT operator',
    'kind.municipality': 'Municipality',
    'kind.county': 'County',
    'kind.intermunicipal': 'Intermunicipal body',
    'kind.general-practice': 'General practice',
    'kind.dental-practice': 'Dental practice',
    'kind.pharmacy': 'Pharmacy',
    'kind.supplier': 'Supplier',
    'kind.authority': 'Authority',
    'kind.other': 'Other',
  },
} as const

/** The same of whom an organisation belongs to. */
export const constituencyWords = {
  nb: {
    'constituency.health': 'Helse',
    'constituency.municipal': 'Kommune',
  },
  nn: {
    'constituency.health': 'Helse',
    'constituency.municipal': 'Kommune',
  },
  en: {
    'constituency.health': 'Health',
    'constituency.municipal': 'Municipal',
  },
} as const
