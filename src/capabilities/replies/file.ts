import { plainValue, readCpe } from '#domain/cpe.ts'
import { readCve } from '#domain/cve.ts'
import type { Id } from '#domain/id.ts'
import { readPurl } from '#domain/purl.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { buildProducts } from '#engines/products/products.ts'
import { largestDocument, readCsaf } from '#formats/csaf/read.ts'
import type { Product } from '#formats/csaf/shape.ts'
import { isOpenVex, readOpenVex, type VexStatement, vexOfCsaf } from '#formats/csaf/vex.ts'
import type { Tx } from '#platform/db/db.ts'
import { answering, keep, type ReplyFault } from './actions.ts'
import type { AskedProduct, LeftOut, Shown } from './contract.ts'
import { faultOf, type Said } from './rules.ts'
import type { AskRow } from './store.ts'

/** All bytes of a file, up to the largest that CSAF knows; nothing when it is larger. */
export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size <= largestDocument) pieces.push(piece)
  }
  return size <= largestDocument ? Buffer.concat(pieces) : undefined
}

/** What a file says, whichever form it has: statements, and each product by what it is called. */
interface Read {
  source: 'csaf' | 'openvex'
  statements: VexStatement[]
  products: ReadonlyMap<string, Called>
  leftOut: LeftOut[]
}
interface Called {
  vendor?: string
  product: string
  versions: string
  cpe?: string
  purl?: string
}

/** Reads a file of either form; nothing when it is neither. */
export function readVex(bytes: Buffer): Read | undefined {
  const json = parsed(bytes)
  if (isOpenVex(json)) {
    const { statements, issues } = readOpenVex(json)
    const products = new Map(statements.map(({ product, identifiers }) => [product, identified(product, identifiers)]))
    return {
      source: 'openvex',
      statements,
      products,
      leftOut: issues.map(({ pointer }) => ({ what: pointer, why: 'not-understood' })),
    }
  }
  const { csaf, issues } = readCsaf(bytes)
  if (!csaf) return undefined
  return {
    source: 'csaf',
    statements: vexOfCsaf(csaf),
    products: new Map(csaf.products.map((product) => [product.id, called(product)])),
    leftOut: issues.map(({ pointer }) => ({ what: pointer, why: 'not-understood' })),
  }
}

/** A product of OpenVEX: its version stands in what it is named by. */
const identified = (product: string, { purl, cpe }: NonNullable<VexStatement['identifiers']> = {}): Called => ({
  product,
  versions: versionIn(purl, cpe),
  ...(purl && { purl }),
  ...(cpe && { cpe }),
})

function versionIn(purl: string | undefined, cpe: string | undefined): string {
  const byPurl = purl && readPurl(purl)?.version
  if (byPurl) return byPurl
  const byCpe = cpe ? readCpe(cpe) : undefined
  return (byCpe?.ok && plainValue(byCpe.value.version)) || ''
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

const called = ({ name, vendor, product, version, versionRange, helpers }: Product): Called => ({
  ...(vendor && { vendor }),
  product: product ?? name,
  versions: versionRange ?? version ?? '',
  ...(helpers.cpe && { cpe: helpers.cpe }),
  ...(helpers.purls[0] && { purl: helpers.purls[0] }),
})

/**
 * Which of what is asked a statement is about, by all the names that it has; nothing where it is about another vulnerability. A warning that
 * names no CVE is answered by what names the warning, or has no CVE either: whatever is said of some CVE is said of something else.
 */
function askedBy({ vulnerability, aliases = [] }: VexStatement, { cves, trackingId }: Pick<Shown, 'cves' | 'trackingId'>) {
  const names = [vulnerability, ...aliases].map((name) => name.trim().toUpperCase())
  if (cves.length > 0) return cves.find((cve) => names.includes(cve.toUpperCase()))
  if (names.includes(trackingId.toUpperCase())) return ''
  return names.some((name) => readCve(name)) ? undefined : ''
}

/** What a file answers of what is asked. What fits nothing, or lacks what an answer on the page must say, is left out and told. */
export function repliesIn(
  { statements, products, leftOut }: Read,
  shown: Pick<Shown, 'products' | 'cves' | 'trackingId'>,
): { said: Said[]; leftOut: LeftOut[] } {
  const find = finder(shown.products)
  const unnamed = new Map<string, string>()
  const left = [...leftOut]
  const said = new Map<string, Said>()
  for (const one of statements) {
    const product = products.get(one.product)
    const what = [product?.product ?? one.product, product?.versions, one.vulnerability].filter(Boolean).join(' ')
    const key = product && find(product)
    const cve = askedBy(one, shown)
    // Two vulnerabilities without a CVE cannot both be what the warning is about.
    const isSecond = cve === '' && key !== undefined && (unnamed.get(key) ?? one.vulnerability) !== one.vulnerability
    if (key === undefined) left.push({ what, why: 'other-product' })
    else if (cve === undefined || isSecond) left.push({ what, why: 'other-vulnerability' })
    else {
      const isFixed = one.state === 'fixed'
      const reply: Said = {
        product: key,
        versions: isFixed ? '' : product!.versions.slice(0, 500),
        cve,
        state: one.state,
        fixedIn: isFixed ? product!.versions.slice(0, 120) : '',
        justification: (one.state === 'not-affected' && one.justification) || null,
        words: (one.words ?? '').toWellFormed().trim().slice(0, 4_000),
      }
      if (faultOf(reply)) {
        left.push({ what, why: 'no-reason' })
        continue
      }
      if (cve === '') unnamed.set(key, one.vulnerability)
      said.set(JSON.stringify([reply.product, reply.versions, reply.cve]), reply)
    }
  }
  return { said: [...said.values()], leftOut: left }
}

/** Finds which product that is asked about something is, as inventories are compared with warnings: by name, CPE or package URL. */
function finder(products: readonly AskedProduct[]): (one: Called) => string | undefined {
  const index = buildProducts(
    products.map(({ name, cpe, purl }) => ({ product: name, ...(cpe && { cpe }), ...(purl && { purl }) })),
  )
  return ({ vendor, product, cpe, purl }) => {
    const line = {
      member: '',
      seenAt: '',
      by: '',
      ...(vendor && { vendor }),
      product,
      ...(cpe && { cpe }),
      ...(purl && { purl }),
    }
    const whole = { ...line, product: [vendor, product].filter(Boolean).join(' ') }
    const match = index.match(line)[0] ?? index.match(whole)[0]
    return match && products[match.product]!.key
  }
}

const mostTold = 100

/** Reads a VEX file of a supplier as answers to a warning. */
export async function takeFile(
  tx: Tx,
  scope: Scope,
  given: { advisory: Id<'adv'>; organisation?: Id<'org'> | undefined; saidBy: string; bytes: Buffer },
  now: Utc,
): Promise<Result<{ replies: number; leftOut: LeftOut[]; leftOutCount: number }, ReplyFault | 'reply-no-vex'>> {
  const asked = await answering(tx, scope, given)
  if (!asked.ok) return asked
  const read = readVex(given.bytes)
  return read ? keepRead(tx, scope, asked.value, read, given.saidBy, now) : no('reply-no-vex')
}

async function keepRead(tx: Tx, scope: Scope, asked: AskRow, read: Read, saidBy: string, now: Utc) {
  const { said, leftOut } = repliesIn(read, asked.shown)
  const kept = await keep(tx, scope, asked, said, { source: read.source, saidBy }, now)
  return kept.ok ? ok({ ...kept.value, leftOut: leftOut.slice(0, mostTold), leftOutCount: leftOut.length }) : kept
}
