import { z } from 'zod'
import { type Justification, justifications } from '#domain/vex.ts'
import type { Csaf, Scope, StatusGroup, Vulnerability } from './shape.ts'

export const vexStates = ['affected', 'fixed', 'not-affected', 'under-investigation'] as const
export type VexState = (typeof vexStates)[number]

/** What a supplier says of one product and one vulnerability. */
export interface VexStatement {
  /** The CVE, or another name of the vulnerability. */
  vulnerability: string
  /** Other names of it, where there are any. */
  aliases?: string[]
  /** Id of the product in its document, or what names it there: a package URL, a CPE. */
  product: string
  /** What OpenVEX names a product by; CSAF has it in its product tree. */
  identifiers?: { purl?: string; cpe?: string }
  state: VexState
  /** Why it is not affected. */
  justification?: Justification
  /** What to do, or why nothing need be done, in the supplier's words. */
  words?: string
}

/** Each status of CSAF in the words of VEX (csaf § 4.5 and 9.1: first and last affected are affected, first fixed is fixed). */
const stateOf: Record<StatusGroup, VexState | undefined> = {
  first_affected: 'affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  known_affected: 'affected',
  known_not_affected: 'not-affected',
  last_affected: 'affected',
  recommended: undefined,
  under_investigation: 'under-investigation',
  unknown: undefined,
}

/** What a CSAF document says of each product and vulnerability, in its order. */
export function vexOfCsaf(csaf: Csaf): VexStatement[] {
  const groups = new Map(csaf.groups.map(({ id, products }) => [id, products]))
  return csaf.vulnerabilities.flatMap((vulnerability) => vexOfVulnerability(vulnerability, groups))
}

function vexOfVulnerability(one: Vulnerability, groups: ReadonlyMap<string, string[]>): VexStatement[] {
  const [name = one.title ?? '', ...aliases] = [one.cve, ...one.ids.map(({ text }) => text)].filter((each) => each !== undefined)
  const said = <Thing extends Scope>(things: readonly Thing[]) => {
    const byProduct = new Map<string, Thing>()
    for (const thing of things)
      for (const product of [...thing.products, ...thing.groups.flatMap((group) => groups.get(group) ?? [])])
        if (!byProduct.has(product)) byProduct.set(product, thing)
    return byProduct
  }
  const [flags, impacts, remedies] = [
    said(one.flags),
    said(one.threats.filter(({ category }) => category === 'impact')),
    said(one.remediations),
  ]
  return Object.entries(one.status).flatMap(([group, products]) => {
    const state = stateOf[group as StatusGroup]
    if (!state) return []
    return products.map((product) => {
      const justification = state === 'not-affected' ? flags.get(product)?.label : undefined
      const words = (state === 'not-affected' ? impacts : state === 'affected' ? remedies : undefined)?.get(product)?.details
      const called = { vulnerability: name, ...(aliases.length > 0 && { aliases }), product }
      return { ...called, state, ...(justification && { justification }), ...(words && { words }) }
    })
  })
}

const Named = z.union([z.string(), z.looseObject({ name: z.string(), aliases: z.array(z.string()).default([]) })])
/** Text and schema of the specification write some keys differently: *cpe23* and *@cpe23*. */
const Identifiers = z.looseObject({
  purl: z.string().optional(),
  cpe23: z.string().optional(),
  '@cpe23': z.string().optional(),
  cpe22: z.string().optional(),
  '@cpe22': z.string().optional(),
})
const Product = z.union([z.string().min(1), z.looseObject({ '@id': z.string().optional(), identifiers: Identifiers.optional() })])
const Statement = z.looseObject({
  vulnerability: Named,
  products: z.array(Product).min(1),
  status: z.enum(['affected', 'fixed', 'not_affected', 'under_investigation']),
  justification: z.enum(justifications).optional(),
  impact_statement: z.string().optional(),
  action_statement: z.string().optional(),
})

/** Statements, and the JSON pointer and reason of each that was not understood. */
export interface VexReading {
  statements: VexStatement[]
  issues: { pointer: string; problem: string }[]
}

/** Reads an OpenVEX document (openvex 0.2.0). A statement that lacks what the specification requires costs itself. */
export function readOpenVex(document: unknown): VexReading {
  const list = (document as { statements?: unknown } | null)?.statements
  if (!isOpenVex(document) || !Array.isArray(list))
    return { statements: [], issues: [{ pointer: '', problem: 'is no OpenVEX document' }] }
  const reading: VexReading = { statements: [], issues: [] }
  for (const [index, value] of list.entries()) {
    const read = Statement.safeParse(value)
    if (read.success) {
      reading.statements.push(...statementsOf(read.data))
      for (const [place, product] of read.data.products.entries())
        if (!productOf(product))
          reading.issues.push({ pointer: `/statements/${index}/products/${place}`, problem: 'names no product' })
    } else {
      const { path, message } = read.error.issues[0]!
      reading.issues.push({ pointer: ['/statements', index, ...path].join('/'), problem: message })
    }
  }
  return reading
}

/** Whether a JSON value says of itself that it is OpenVEX. */
export const isOpenVex = (document: unknown): boolean =>
  String((document as { '@context'?: unknown } | null)?.['@context']).startsWith('https://openvex.dev/ns')

/** What a product is named by, and its identifiers; nothing where it has neither. */
function productOf(one: z.infer<typeof Product>): Pick<VexStatement, 'product' | 'identifiers'> | undefined {
  const { '@id': id, identifiers: given = {} } = typeof one === 'string' ? { '@id': one } : one
  const purl = given.purl ?? (id?.startsWith('pkg:') ? id : undefined)
  const cpe = given.cpe23 ?? given['@cpe23'] ?? given.cpe22 ?? given['@cpe22'] ?? (id?.startsWith('cpe:') ? id : undefined)
  const product = id ?? purl ?? cpe
  return product ? { product, ...((purl || cpe) && { identifiers: { ...(purl && { purl }), ...(cpe && { cpe }) } }) } : undefined
}

function statementsOf(one: z.infer<typeof Statement>): VexStatement[] {
  const state = one.status.replaceAll('_', '-') as VexState
  const { name, aliases } = typeof one.vulnerability === 'string' ? { name: one.vulnerability, aliases: [] } : one.vulnerability
  const words = state === 'not-affected' ? one.impact_statement : one.action_statement
  return one.products.flatMap((each) => {
    const product = productOf(each)
    if (!product) return []
    return [
      {
        vulnerability: name,
        ...(aliases.length > 0 && { aliases }),
        ...product,
        state,
        ...(one.justification && { justification: one.justification }),
        ...(words !== undefined && { words }),
      },
    ]
  })
}
