import calculator from 'ae-cvss-calculator'
import { type CvssSeverity, type CvssVersion, cvssSeverity, cvssVersions } from './cvss-scale.ts'
import type { Texts } from './locale.ts'

/** The groups of metrics. `temporal` belongs to 2 and 3, `threat` to 4; `supplemental` (4) has no part in a score. */
type Group = 'base' | 'temporal' | 'threat' | 'environmental' | 'supplemental'

/** A score of 0.0 to 10.0 for the base alone, for the base with time or threat, and for all that is said. */
export type CvssScores = { base: number } & Partial<Record<'temporal' | 'threat' | 'environmental', number>>

export interface Cvss {
  version: CvssVersion
  /** As the standard writes it: in its order, without metrics that say *not defined*. */
  vector: string
  metrics: Readonly<Record<string, string>>
  /** A group has a score when the vector says something of it. */
  scores: CvssScores
  /** The score that the vector as a whole stands for: with all groups of which it says something. */
  score: number
  severity: CvssSeverity
}

export type CvssReason = 'not-cvss' | 'version' | 'metric' | 'value' | 'twice' | 'order' | 'missing'

/** What is wrong with a vector, and in which metric. */
export interface CvssProblem {
  reason: CvssReason
  /** The metric (`AV`), or the version that is not known. */
  metric?: string
  /** What was written there, or the metric that it should have stood before. */
  value?: string
  /** The values that the metric may have, or the base metrics that are missing. */
  expected?: string[]
}

export type CvssReading = { ok: true; value: Cvss } | { ok: false; problem: CvssProblem }

type Metrics = Readonly<Record<string, { group: Group; values: readonly string[] }>>

/** Metrics in the order of the standard: *AV=NAL* has the values N, A and L; where one is longer, commas stand between. */
const metricsOf = (groups: Partial<Record<Group, string>>[]): Metrics =>
  Object.fromEntries(
    groups.flatMap((groups) =>
      Object.entries(groups).flatMap(([group, text]) =>
        text.split(' ').map((metric) => {
          const [name, values] = metric.split('=') as [string, string]
          return [name, { group: group as Group, values: values.split(values.includes(',') ? ',' : '') }]
        }),
      ),
    ),
  )

const metricsOfThree = metricsOf([
  { base: 'AV=NALP AC=LH PR=NLH UI=NR S=UC C=HLN I=HLN A=HLN' },
  { temporal: 'E=XHFPU RL=XUWTO RC=XCRU' },
  { environmental: 'CR=XHML IR=XHML AR=XHML MAV=XNALP MAC=XLH MPR=XNLH MUI=XNR MS=XUC MC=XNLH MI=XNLH MA=XNLH' },
])

/** CVSS 2.0, table 13; 3.0 and 3.1, table 15; 4.0, table 23. */
const standards: Readonly<Record<CvssVersion, Metrics>> = {
  '2.0': metricsOf([
    { base: 'AV=LAN AC=HML Au=MSN C=NPC I=NPC A=NPC' },
    { temporal: 'E=U,POC,F,H,ND RL=OF,TF,W,U,ND RC=UC,UR,C,ND' },
    { environmental: 'CDP=N,L,LM,MH,H,ND TD=N,L,M,H,ND CR=L,M,H,ND IR=L,M,H,ND AR=L,M,H,ND' },
  ]),
  '3.0': metricsOfThree,
  '3.1': metricsOfThree,
  '4.0': metricsOf([
    { base: 'AV=NALP AC=LH AT=NP PR=NLH UI=NPA VC=HLN VI=HLN VA=HLN SC=HLN SI=HLN SA=HLN' },
    { threat: 'E=XAPU' },
    {
      environmental:
        'CR=XHML IR=XHML AR=XHML MAV=XNALP MAC=XLH MAT=XNP MPR=XNLH MUI=XNPA MVC=XHLN MVI=XHLN MVA=XHLN MSC=XHLN MSI=XSHLN MSA=XSHLN',
    },
    { supplemental: 'S=XNP AU=XNY R=XAUI V=XDC RE=XLMH U=X,Clear,Green,Amber,Red' },
  ]),
}

const undefinedValues = new Set(['X', 'ND'])
const longest = 512

/**
 * Reads and scores a vector of any version; version 2 has no prefix, and may stand in parentheses. Metrics of 4.0 must stand in the
 * order of the standard (4.0, section 7), those of older versions in any.
 */
export function readCvss(text: string): CvssReading {
  const { version, parts } = split(text.trim())
  if (version === undefined) return wrong({ reason: 'not-cvss' })
  if (!isVersion(version)) return wrong({ reason: 'version', metric: version.slice(0, 20), expected: [...cvssVersions] })
  const standard = standards[version]
  const metrics = readMetrics(parts, standard, version)
  if ('reason' in metrics) return wrong(metrics as CvssProblem)
  const missing = namesOf(standard, 'base').filter((name) => !(name in metrics))
  if (missing.length > 0) return wrong({ reason: 'missing', metric: missing[0]!, expected: missing })
  return { ok: true, value: score(version, metrics as Record<string, string>) }
}

const wrong = (problem: CvssProblem): CvssReading => ({ ok: false, problem })

const isVersion = (text: string): text is CvssVersion => (cvssVersions as readonly string[]).includes(text)

function split(text: string): { version: string | undefined; parts: string[] } {
  const [, prefix, rest = text] = /^CVSS:([^/]*)\/(.*)$/s.exec(text) ?? []
  const bare = prefix === undefined ? rest.replace(/^\((.*)\)$/s, '$1') : rest
  if (text.length > longest || !bare.includes(':')) return { version: undefined, parts: [] }
  return { version: prefix ?? '2.0', parts: bare.split('/') }
}

function readMetrics(parts: readonly string[], standard: Metrics, version: CvssVersion): Record<string, string> | CvssProblem {
  const order = Object.keys(standard)
  const found: Record<string, string> = {}
  let last = -1
  for (const part of parts) {
    const [name = '', value = '', ...more] = part.split(':')
    const metric = Object.hasOwn(standard, name) ? standard[name] : undefined
    if (!metric) return { reason: 'metric', metric: part.slice(0, 20) }
    if (!metric.values.includes(value) || more.length > 0)
      return { reason: 'value', metric: name, value: part.slice(name.length + 1, 40), expected: [...metric.values] }
    if (name in found) return { reason: 'twice', metric: name }
    if (version === '4.0' && order.indexOf(name) < last) return { reason: 'order', metric: name, value: order[last]! }
    last = order.indexOf(name)
    found[name] = value
  }
  return found
}

const namesOf = (standard: Metrics, ...groups: Group[]): string[] =>
  Object.keys(standard).filter((name) => groups.includes(standard[name]!.group))

function score(version: CvssVersion, metrics: Readonly<Record<string, string>>): Cvss {
  const standard = standards[version]
  const said = (...groups: Group[]) =>
    namesOf(standard, ...groups).filter((name) => name in metrics && !undefinedValues.has(metrics[name]!))
  const vectorOf = (names: readonly string[]) =>
    `${version === '2.0' ? '' : `CVSS:${version}/`}${names.map((name) => `${name}:${metrics[name]}`).join('/')}`

  const scores =
    version === '2.0'
      ? scoresOfTwo(metrics, said)
      : version === '4.0'
        ? scoresOfFour(said, vectorOf)
        : scoresOfThree(version, said, vectorOf)
  const timed = said('temporal', 'threat').length > 0
  const fitted = said('environmental').length > 0
  const whole = (fitted ? scores.environmental : timed ? (scores.temporal ?? scores.threat) : undefined) ?? scores.base
  return {
    version,
    vector: vectorOf(said('base', 'temporal', 'threat', 'environmental', 'supplemental')),
    metrics: Object.fromEntries(Object.entries(metrics).filter(([, value]) => !undefinedValues.has(value))),
    scores,
    score: whole,
    severity: cvssSeverity(whole, version),
  }
}

type Said = (...groups: Group[]) => string[]
type VectorOf = (names: readonly string[]) => string

const three = { '3.0': calculator.Cvss3P0, '3.1': calculator.Cvss3P1 }

function scoresOfThree(version: '3.0' | '3.1', said: Said, vectorOf: VectorOf): CvssScores {
  const { base, temporal, environmental } = new three[version](
    vectorOf(said('base', 'temporal', 'environmental')),
  ).calculateScores()
  return {
    base: base!,
    ...(said('temporal').length > 0 && { temporal: temporal! }),
    ...(said('environmental').length > 0 && { environmental: environmental! }),
  }
}

const impact = { N: 0, P: 0.275, C: 0.66 }
const requirement = { L: 0.5, M: 1, H: 1.51 }
/** CVSS 2.0, 3.2.1 to 3.2.3: what each value weighs; one that is not said weighs 1, and as collateral damage 0. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: impact,
  I: impact,
  A: impact,
  E: { U: 0.85, POC: 0.9, F: 0.95, H: 1 },
  RL: { OF: 0.87, TF: 0.9, W: 0.95, U: 1 },
  RC: { UC: 0.9, UR: 0.95, C: 1 },
  CDP: { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 },
  TD: { N: 0, L: 0.25, M: 0.75, H: 1 },
  CR: requirement,
  IR: requirement,
  AR: requirement,
}

/** Half a tenth is rounded up, also where 8.55 is kept as 8.5499…: the calculator's own version 2 says 8.5 there. */
const toTenth = (value: number): number => Math.round(value * 10 + 1e-9) / 10

function scoresOfTwo(metrics: Readonly<Record<string, string>>, said: Said): CvssScores {
  const weight = (name: string): number => weights[name]![metrics[name] ?? 'ND'] ?? 1
  const left = (name: string, required = 1): number => 1 - weight(name) * required
  const baseOf = (harm: number): number =>
    toTenth((0.6 * harm + 0.4 * 20 * weight('AV') * weight('AC') * weight('Au') - 1.5) * (harm === 0 ? 0 : 1.176))
  const inTime = (base: number): number => toTenth(base * weight('E') * weight('RL') * weight('RC'))

  const base = baseOf(10.41 * (1 - left('C') * left('I') * left('A')))
  const here = 10.41 * (1 - left('C', weight('CR')) * left('I', weight('IR')) * left('A', weight('AR')))
  const adjusted = inTime(baseOf(Math.min(10, here)))
  return {
    base,
    ...(said('temporal').length > 0 && { temporal: inTime(base) }),
    ...(said('environmental').length > 0 && {
      environmental: toTenth((adjusted + (10 - adjusted) * weight('CDP')) * weight('TD')),
    }),
  }
}

/** One formula for all (4.0, section 8): a score is named after the groups that went into it (CVSS-B, -BT, -BE, -BTE). */
function scoresOfFour(said: Said, vectorOf: VectorOf): CvssScores {
  const scoreOf = (...groups: Group[]): number => new calculator.Cvss4P0(vectorOf(said(...groups))).calculateScores().overall
  return {
    base: scoreOf('base'),
    ...(said('threat').length > 0 && { threat: scoreOf('base', 'threat') }),
    ...(said('environmental').length > 0 && { environmental: scoreOf('base', 'threat', 'environmental') }),
  }
}

/** What is wrong, and what to do about it, in a sentence or two. */
export function tellCvssProblem({ reason, metric = '', value = '', expected = [] }: CvssProblem): Texts {
  const list = expected.join(', ')
  switch (reason) {
    case 'not-cvss':
      return {
        nb: 'Dette er ingen CVSS-vektor. Skriv den slik: CVSS:3.1/AV:N/AC:L/… (versjon 2: AV:N/AC:L/…).',
        nn: 'Dette er ingen CVSS-vektor. Skriv han slik: CVSS:3.1/AV:N/AC:L/… (versjon 2: AV:N/AC:L/…).',
        en: 'This is no CVSS vector. Write it like this: CVSS:3.1/AV:N/AC:L/… (version 2: AV:N/AC:L/…).',
      }
    case 'version':
      return {
        nb: `CVSS-versjon «${metric}» kjenner vi ikke. Bruk en av disse: ${list}.`,
        nn: `CVSS-versjon «${metric}» kjenner vi ikkje. Bruk ein av desse: ${list}.`,
        en: `CVSS version “${metric}” is not known. Use one of these: ${list}.`,
      }
    case 'metric':
      return {
        nb: `«${metric}» er ikke noe mål i denne versjonen av CVSS. Rett det eller ta det bort.`,
        nn: `«${metric}» er ikkje noko mål i denne versjonen av CVSS. Rett det eller ta det bort.`,
        en: `“${metric}” is no metric of this version of CVSS. Correct it or take it out.`,
      }
    case 'value':
      return {
        nb: `${metric} kan ikke være «${value}». Velg en av disse: ${list}.`,
        nn: `${metric} kan ikkje vere «${value}». Vel ein av desse: ${list}.`,
        en: `${metric} cannot be “${value}”. Choose one of these: ${list}.`,
      }
    case 'twice':
      return {
        nb: `${metric} står to ganger. Ta bort den ene.`,
        nn: `${metric} står to gonger. Ta bort den eine.`,
        en: `${metric} stands there twice. Take one of them out.`,
      }
    case 'order':
      return {
        nb: `${metric} står etter ${value}. I CVSS 4.0 er rekkefølgen fast: flytt ${metric} foran.`,
        nn: `${metric} står etter ${value}. I CVSS 4.0 er rekkjefølgja fast: flytt ${metric} framfor.`,
        en: `${metric} stands after ${value}. The order is fixed in CVSS 4.0: move ${metric} in front.`,
      }
    case 'missing':
      return {
        nb: `Disse målene mangler: ${list}. Uten dem er det ingen poengsum.`,
        nn: `Desse måla manglar: ${list}. Utan dei er det ingen poengsum.`,
        en: `These metrics are missing: ${list}. Without them there is no score.`,
      }
  }
}
