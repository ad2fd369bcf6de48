import { justifications } from '#domain/vex.ts'
import type { Fields } from './fields.ts'
import {
  type Cvss,
  cvssVersions,
  type Metric,
  remediationCategories,
  restartCategories,
  type Scope,
  statusGroups,
  threatCategories,
  type Vulnerability,
} from './shape.ts'
import { readAcknowledgments, readNotes, readReferences } from './texts.ts'

/** One vulnerability of 2.0 or 2.1 (csaf § 3.2.3). */
export function readVulnerability(fields: Fields): Vulnerability {
  const [cve, title] = [fields.text('cve'), fields.text('title')]
  const discovered = fields.time('discovery_date')
  const disclosed = fields.time('release_date') ?? fields.time('disclosure_date')
  return {
    ...(cve !== undefined && { cve }),
    ...(title !== undefined && { title }),
    ids: fields.each('ids', (one) => ({ system: one.need('system_name'), text: one.need('text'), ...scopeOf(one) })),
    cwes: readCwes(fields),
    metrics: [...fields.each('scores', readScore), ...fields.each('metrics', readMetric)],
    status: readStatus(fields.object('product_status')),
    remediations: fields.each('remediations', readRemediation),
    threats: fields.each('threats', (one) => {
      const category = one.word('category', threatCategories)
      return category && { category, details: one.need('details'), ...dateOf(one), ...scopeOf(one) }
    }),
    flags: fields.each('flags', (one) => {
      const label = one.word('label', justifications)
      return label && { label, ...dateOf(one), ...scopeOf(one) }
    }),
    notes: readNotes(fields),
    references: readReferences(fields),
    acknowledgments: readAcknowledgments(fields),
    ...(discovered !== undefined && { discovered }),
    ...(disclosed !== undefined && { disclosed }),
  }
}

const scopeOf = (fields: Fields): Scope => ({ products: fields.texts('product_ids'), groups: fields.texts('group_ids') })

function dateOf(fields: Fields) {
  const date = fields.time('date')
  return { ...(date !== undefined && { date }) }
}

/** 2.0 has one `cwe`, 2.1 a list of `cwes`. */
function readCwes(fields: Fields): Vulnerability['cwes'] {
  const one = fields.object('cwe')
  const read = (cwe: Fields) => {
    const version = cwe.text('version')
    return { id: cwe.need('id'), name: cwe.need('name'), ...(version !== undefined && { version }) }
  }
  return [...(one ? [read(one)] : []), ...fields.each('cwes', read)]
}

function readStatus(fields: Fields | undefined): Vulnerability['status'] {
  const status: Vulnerability['status'] = {}
  for (const group of statusGroups) {
    const products = fields?.texts(group) ?? []
    if (products.length > 0) status[group] = products
  }
  fields?.tellRest()
  return status
}

/** 2.0: the scores stand beside the products. */
const readScore = (fields: Fields): Metric => ({ products: fields.texts('products'), cvss: readCvss(fields) })

/** 2.1: they stand in `content`, with other measures. */
function readMetric(fields: Fields): Metric {
  const source = fields.text('source')
  const content = fields.object('content')
  const severity = content?.text('qualitative_severity_rating')
  const epss = content?.object('epss')
  const timestamp = epss?.time('timestamp')
  const metric: Metric = {
    products: fields.texts('products'),
    ...(source !== undefined && { source }),
    cvss: content ? readCvss(content) : [],
    ...(epss &&
      timestamp !== undefined && {
        epss: { probability: epss.need('probability'), percentile: epss.need('percentile'), timestamp },
      }),
    ...(severity !== undefined && { severity }),
  }
  content?.tellRest()
  return metric
}

function readCvss(fields: Fields): Cvss[] {
  return ['cvss_v2', 'cvss_v3', 'cvss_v4'].flatMap((key) => {
    const one = fields.object(key)
    const version = one?.word('version', cvssVersions)
    if (!one || !version) {
      if (one && one.get('version') === undefined) one.issues.add(one.at('version'), 'missing')
      return []
    }
    const severity = one.text('baseSeverity')
    const score = one.number('baseScore')
    return [
      {
        version,
        vector: one.need('vectorString'),
        ...(score !== undefined && { baseScore: score }),
        ...(severity !== undefined && { baseSeverity: severity }),
        more: one.plainRest(),
      },
    ]
  })
}

function readRemediation(fields: Fields): Vulnerability['remediations'][number] | undefined {
  const category = fields.word('category', remediationCategories)
  if (!category) return undefined
  const url = fields.text('url')
  const restart = fields.object('restart_required')
  const kind = restart?.word('category', restartCategories)
  const details = restart?.text('details')
  restart?.tellRest()
  return {
    category,
    details: fields.need('details'),
    ...dateOf(fields),
    ...(url !== undefined && { url }),
    entitlements: fields.texts('entitlements'),
    ...(kind && { restart: { category: kind, ...(details !== undefined && { details }) } }),
    ...scopeOf(fields),
  }
}
