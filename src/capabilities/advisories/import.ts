import { readCpe } from '#domain/cpe.ts'
import { readCvss } from '#domain/cvss.ts'
import type { Id } from '#domain/id.ts'
import { unmarkedPap } from '#domain/pap.ts'
import { readPurl } from '#domain/purl.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { unmarked } from '#domain/tlp.ts'
import { largestDocument, readCsaf } from '#formats/csaf/read.ts'
import type { Csaf } from '#formats/csaf/shape.ts'
import type { Validator } from '#formats/csaf/validate.ts'
import type { Db } from '#platform/db/db.ts'
import { type ContentFault, create } from './actions.ts'
import type { AdvisoryContent, AdvisorySource, CsafFailure, MeasureGroup, Words } from './contract.ts'
import { emptyContent, usualHours } from './rules.ts'

const mostFailuresTold = 100
const mostProducts = 500
const mostVulnerabilities = 200
const mostReferences = 100
const mostMeasures = 20

/** Everything of a stream, up to the largest document that CSAF knows; nothing when it is larger. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size <= largestDocument) pieces.push(piece)
  }
  return size <= largestDocument ? Buffer.concat(pieces) : undefined
}

interface Imported {
  id: Id<'adv'> | null
  title: string
  failures: CsafFailure[]
  unread: string[]
}

/**
 * Reads a CSAF file of somebody else as a draft. One that fails mandatory tests is taken only with a word of why, which stays in the
 * story of the draft; without, the failing tests are told and nothing is kept.
 */
export async function importCsaf(
  db: Db,
  scope: Scope,
  validator: Validator,
  given: { bytes: Buffer; despite: string },
  now: Utc,
): Promise<Result<Imported, 'advisory-not-csaf' | ContentFault>> {
  const { csaf, issues } = readCsaf(given.bytes)
  if (!csaf) return no('advisory-not-csaf', issues.map(({ pointer, reason }) => `${pointer || '/'} ${reason}`).join(', '))
  const judged = await validator.validate(given.bytes.toString('utf8'))
  if (!judged.ok) return no('advisory-not-csaf', [judged.reason, judged.detail].filter(Boolean).join(': '))
  const failing = judged.value.failures.filter(({ group }) => group === 'schema' || group === 'mandatory')
  const failures = failing
    .slice(0, mostFailuresTold)
    .map(({ test, group, pointer, message }) => ({ test, group, pointer, message }))
  const told = { title: csaf.title, failures, unread: issues.map(({ pointer }) => pointer || '/').slice(0, mostFailuresTold) }
  if (!judged.value.valid && given.despite === '') return ok({ id: null, ...told })
  const made = await db.in(scope, (tx) =>
    create(
      tx,
      scope,
      {
        content: contentOf(csaf),
        source: sourceOf(csaf),
        imported: true,
        how: 'imported',
        words: judged.value.valid ? '' : given.despite,
      },
      now,
    ),
  )
  return made.ok ? ok({ id: made.value.id, ...told }) : made
}

/** Whom a document was taken from; without labels it counts as the house counts what is unmarked. */
export const sourceOf = (csaf: Csaf): AdvisorySource => ({
  publisher: csaf.publisher.name.slice(0, 300) || csaf.publisher.namespace.slice(0, 300) || csaf.tracking.id.slice(0, 300),
  reference: (csaf.references.find(({ category }) => category === 'self')?.url ?? csaf.tracking.id).slice(0, 2_000),
  tlp: csaf.tlp ?? unmarked,
  pap: unmarkedPap,
})

/** What a document of somebody else becomes in a draft: its facts, and its texts in the language that it is written in. */
export function contentOf(csaf: Csaf): AdvisoryContent {
  const isNorwegian = /^(nb|no|nn)\b/i.test(csaf.language ?? '')
  const language = isNorwegian ? (/^nn/i.test(csaf.language!) ? 'nn' : 'nb') : 'en'
  const said = (text: string, most: number): Words => ({
    nb: '',
    nn: '',
    en: '',
    [language]: plain(text).slice(0, most).toWellFormed(),
  })
  const note = (...categories: string[]) =>
    csaf.notes
      .filter(({ category }) => categories.includes(category))
      .map(({ text }) => text)
      .join('\n\n')
  const vectors = csaf.vulnerabilities.map(({ cve, metrics }) => ({
    cve,
    vectors: [...new Set(metrics.flatMap(({ cvss }) => cvss.map(({ vector }) => vector)))]
      .filter((vector) => readCvss(vector).ok)
      .slice(0, 6),
  }))
  return {
    ...emptyContent('vulnerability'),
    severity: severityOf(csaf),
    tlp: csaf.tlp ?? unmarked,
    pap: unmarkedPap,
    title: said(csaf.title, 200),
    summary: said(note('summary'), 2_000),
    what: said(
      note('description', 'details') || csaf.vulnerabilities.flatMap(({ notes }) => notes.map(({ text }) => text)).join('\n\n'),
      10_000,
    ),
    products: productsOf(csaf),
    vulnerabilities: vectors
      .flatMap(({ cve, ...rest }) => (cve && /^CVE-\d{4}-\d{4,19}$/.test(cve) ? [{ cve, ...rest }] : []))
      .slice(0, mostVulnerabilities),
    references: csaf.references
      .filter(({ url }) => /^https?:\/\//.test(url) && URL.canParse(url))
      .map(({ summary, url }) => ({ summary: summary.slice(0, 500) || new URL(url).hostname, url: url.slice(0, 2_000) }))
      .slice(0, mostReferences),
    measures: measuresOf(csaf).map(({ group, text, isFix }, index) => ({
      key: `m${index + 1}`,
      group,
      text: said(text, 2_000),
      hours: usualHours[group],
      ...(isFix && { proof: 'version' as const }),
    })),
  }
}

/** Text without marks that are no part of what is said. Markup in CSAF means nothing and stays as it was written. */
const plain = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()

/** The products that are said to be affected; of a document that says it of none, all. */
function productsOf(csaf: Csaf): AdvisoryContent['products'] {
  const affected = new Set(
    csaf.vulnerabilities.flatMap(({ status }) => [
      ...(status.known_affected ?? []),
      ...(status.first_affected ?? []),
      ...(status.last_affected ?? []),
    ]),
  )
  const named = csaf.products.filter(({ id }) => affected.size === 0 || affected.has(id))
  return named.slice(0, mostProducts).map(({ name, vendor, product, version, versionRange, helpers }) => ({
    vendor: (vendor ?? '').slice(0, 200),
    product: (product ?? name).slice(0, 200) || name.slice(0, 200),
    versions: (version ?? versionRange ?? '').slice(0, 500),
    cpe: helpers.cpe && readCpe(helpers.cpe).ok ? helpers.cpe.slice(0, 500) : '',
    purl: helpers.purls.find((purl) => purl.length <= 500 && readPurl(purl)) ?? '',
  }))
}

const groupOf: Readonly<Record<string, MeasureGroup>> = {
  vendor_fix: 'week',
  optional_patch: 'week',
  mitigation: 'cannot',
  workaround: 'cannot',
}

function measuresOf(csaf: Csaf): { group: MeasureGroup; text: string; isFix: boolean }[] {
  const all = csaf.vulnerabilities.flatMap(({ remediations }) =>
    remediations.flatMap(({ category, details, url }) => {
      const group = groupOf[category]
      return group && details.trim()
        ? [{ group, text: url ? `${details} ${url}` : details, isFix: category === 'vendor_fix' }]
        : []
    }),
  )
  return [...new Map(all.map((one) => [`${one.group} ${one.text}`, one])).values()].slice(0, mostMeasures)
}

/** As severe as its worst score; without one, medium. */
function severityOf(csaf: Csaf): Severity {
  const scores = csaf.vulnerabilities.flatMap(({ metrics }) =>
    metrics.flatMap(({ cvss }) => cvss.map(({ baseScore }) => baseScore ?? 0)),
  )
  if (scores.length === 0) return 'medium'
  const worst = scores.reduce((one, other) => Math.max(one, other), 0)
  return worst >= 9 ? 'critical' : worst >= 7 ? 'high' : worst >= 4 ? 'medium' : 'low'
}
