import type { CvssVersion } from '#domain/cvss-scale.ts'
import { productsOf } from './configurations.ts'
import { jsonReader, type Understood } from './json.ts'
import { limited } from './limits.ts'
import { readScore } from './scores.ts'
import type { Score, Weakness } from './shape.ts'
import { cveIn, dayIn, given, type Json, numberIn, objectIn, objectsIn, textIn, textsIn, utcIn, weaknessesIn } from './values.ts'

const metrics: readonly (readonly [name: string, version: CvssVersion])[] = [
  ['cvssMetricV40', '4.0'],
  ['cvssMetricV31', '3.1'],
  ['cvssMetricV30', '3.0'],
  ['cvssMetricV2', '2.0'],
]

/** One CVE of the NVD API 2.0, in its envelope `{ cve: … }` or without. */
function understand(record: Json): Understood {
  const item = objectIn(record, 'cve') ?? record
  const cve = cveIn(item, 'id')
  if (!cve) return { field: 'cve.id', found: textIn(item, 'id') }
  const status = textIn(item, 'vulnStatus', 60)
  const addedOn = dayIn(item, 'cisaExploitAdd')
  const publishedAt = utcIn(item, 'published')
  return {
    statement: limited({
      cve,
      // NVD, vulnerability status: what was rejected is kept with that word; all others are published.
      state: status?.toLowerCase() === 'rejected' ? 'rejected' : 'published',
      ...given('title', textIn(item, 'cisaVulnerabilityName', 500)),
      descriptions: objectsIn(item, 'descriptions', 20).flatMap((one) => {
        const text = textIn(one, 'value', 20_000)
        return text === undefined ? [] : [{ lang: textIn(one, 'lang', 20) ?? 'en', text }]
      }),
      ...given('publishedAt', publishedAt),
      ...given('modifiedAt', utcIn(item, 'lastModified')),
      scores: scoresOf(objectIn(item, 'metrics') ?? {}),
      weaknesses: objectsIn(item, 'weaknesses', 100).flatMap(weaknessesOf),
      products: productsOf(objectsIn(item, 'configurations'), 'nvd@nist.gov'),
      references: objectsIn(item, 'references').flatMap((one) => {
        const url = textIn(one, 'url', 1_000)
        return url === undefined ? [] : [{ url, tags: textsIn(one, 'tags', 20) }]
      }),
      ...(addedOn && {
        exploited: {
          addedOn,
          ...given('dueOn', dayIn(item, 'cisaActionDue')),
          ...given('requiredAction', textIn(item, 'cisaRequiredAction', 5_000)),
        },
      }),
    }),
  }
}

const scoresOf = (all: Json): Score[] =>
  metrics.flatMap(([name, version]) =>
    objectsIn(all, name, 50).flatMap((one) => {
      const data = objectIn(one, 'cvssData') ?? {}
      return (
        readScore({
          version,
          by: textIn(one, 'source', 200) ?? 'nvd@nist.gov',
          data,
          severity: textIn(one, 'baseSeverity', 20),
        }) ?? []
      )
    }),
  )

function weaknessesOf(one: Json): Weakness[] {
  const by = textIn(one, 'source', 200) ?? 'nvd@nist.gov'
  const texts = objectsIn(one, 'description', 50).map((text) => textIn(text, 'value', 500) ?? '')
  return weaknessesIn(texts).map((id) => ({ id, by }))
}

/** Answers of the NVD API 2.0: a page of many, or one after the other. */
export const readNvd2 = jsonReader('vulnerabilities', understand, (around) => ({
  ...given('version', textIn(around, 'version', 100)),
  ...given('asOf', utcIn(around, 'timestamp')),
  ...given('count', numberIn(around, 'resultsPerPage', 0, 10_000_000)),
}))
