import type { CvssVersion } from '#domain/cvss-scale.ts'
import type { Texts } from '#domain/locale.ts'

/** A metric of CVSS in words, and what its values say. */
export interface MetricWords {
  name: Texts
  values: Readonly<Record<string, Texts>>
}

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const harm = {
  H: t('stor', 'stor', 'high'),
  L: t('liten', 'liten', 'low'),
  N: t('ingen', 'ingen', 'none'),
  P: t('delvis', 'delvis', 'partial'),
  C: t('fullstendig', 'fullstendig', 'complete'),
}
const harmTo = (nb: string, nn: string, en: string): MetricWords => ({ name: t(nb, nn, en), values: harm })

/** The metrics of the base group by the words of FIRST's specifications; those that two versions share mean the same. */
export const metricWords: Readonly<Record<string, MetricWords>> = {
  AV: {
    name: t('Angripes over', 'Blir angripe over', 'Attacked over'),
    values: {
      N: t('nettet', 'nettet', 'the network'),
      A: t('nærliggende nett', 'nærliggjande nett', 'an adjacent network'),
      L: t('maskinen selv', 'maskina sjølv', 'the machine itself'),
      P: t('fysisk tilgang', 'fysisk tilgang', 'physical access'),
    },
  },
  AC: {
    name: t('Hvor krevende', 'Kor krevjande', 'How demanding'),
    values: { L: t('lett', 'lett', 'easy'), M: t('middels', 'middels', 'medium'), H: t('krevende', 'krevjande', 'demanding') },
  },
  AT: {
    name: t('Forutsetninger', 'Føresetnader', 'Conditions'),
    values: {
      N: t('ingen', 'ingen', 'none'),
      P: t('noe må ligge til rette', 'noko må liggje til rette', 'something must be in place'),
    },
  },
  Au: {
    name: t('Innlogging', 'Innlogging', 'Signing in'),
    values: {
      N: t('trengs ikke', 'trengst ikkje', 'not needed'),
      S: t('én gang', 'éin gong', 'once'),
      M: t('flere ganger', 'fleire gonger', 'several times'),
    },
  },
  PR: {
    name: t('Rettigheter som trengs', 'Rettar som trengst', 'Rights that are needed'),
    values: {
      N: t('ingen', 'ingen', 'none'),
      L: t('vanlig bruker', 'vanleg brukar', 'an ordinary user'),
      H: t('administrator', 'administrator', 'an administrator'),
    },
  },
  UI: {
    name: t('Noen må lures', 'Nokon må lurast', 'Somebody must be tricked'),
    values: {
      N: t('nei', 'nei', 'no'),
      R: t('ja', 'ja', 'yes'),
      P: t('ja, uten å gjøre noe uvanlig', 'ja, utan å gjere noko uvanleg', 'yes, without doing anything unusual'),
      A: t('ja, til å gjøre noe bestemt', 'ja, til å gjere noko bestemt', 'yes, into doing something'),
    },
  },
  S: {
    name: t('Rammer', 'Rammar', 'Reaches'),
    values: {
      U: t('bare produktet selv', 'berre produktet sjølv', 'the product alone'),
      C: t('også andre systemer', 'også andre system', 'other systems, too'),
    },
  },
  C: harmTo('Skade på konfidensialitet', 'Skade på konfidensialitet', 'Harm to confidentiality'),
  I: harmTo('Skade på integritet', 'Skade på integritet', 'Harm to integrity'),
  A: harmTo('Skade på tilgjengelighet', 'Skade på tilgjenge', 'Harm to availability'),
  VC: harmTo(
    'Skade på konfidensialitet i produktet',
    'Skade på konfidensialitet i produktet',
    'Harm to confidentiality of the product',
  ),
  VI: harmTo('Skade på integritet i produktet', 'Skade på integritet i produktet', 'Harm to integrity of the product'),
  VA: harmTo('Skade på tilgjengelighet i produktet', 'Skade på tilgjenge i produktet', 'Harm to availability of the product'),
  SC: harmTo(
    'Skade på konfidensialitet i andre systemer',
    'Skade på konfidensialitet i andre system',
    'Harm to confidentiality of other systems',
  ),
  SI: harmTo('Skade på integritet i andre systemer', 'Skade på integritet i andre system', 'Harm to integrity of other systems'),
  SA: harmTo(
    'Skade på tilgjengelighet i andre systemer',
    'Skade på tilgjenge i andre system',
    'Harm to availability of other systems',
  ),
}

const three = ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A']
/** The base metrics of each version, in its order. */
export const baseMetrics: Readonly<Record<CvssVersion, readonly string[]>> = {
  '2.0': ['AV', 'AC', 'Au', 'C', 'I', 'A'],
  '3.0': three,
  '3.1': three,
  '4.0': ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
}

/** A vector's base metrics, each with its value: a pair for whatever has words. */
export function metricsIn(vector: string, version: CvssVersion): readonly (readonly [name: Texts, value: Texts])[] {
  const said = new Map(
    vector
      .replace(/[()]/g, '')
      .split('/')
      .map((part) => part.split(':') as [string, string]),
  )
  return baseMetrics[version].flatMap((metric) => {
    const words = metricWords[metric]
    const value = words?.values[said.get(metric) ?? '']
    return words && value ? [[words.name, value] as const] : []
  })
}
