import { inCircles } from './circles.ts'
import { Fields, type Issues } from './fields.ts'
import { branchCategories, type Helpers, type Made, namesIn, type Product, relationCategories, type Step } from './shape.ts'

/** A product tree may have so many nodes, and be so deep; what goes beyond is left out with an issue. */
export const most = { nodes: 200_000, depth: 100 }

/** Every product of the tree, whether it stands in a branch, in the list of names, or is made of others (csaf § 3.2.2). */
export function readProducts(tree: Fields): Product[] {
  const found = new Map<string, Product>()
  const keep = (product: Product | undefined, pointer: string) => {
    if (!product) return
    if (found.has(product.id)) tree.issues.add(pointer, 'duplicate-id', product.id)
    else found.set(product.id, product)
  }
  walkBranches(tree, keep)
  for (const { value, pointer } of within(tree, 'full_product_names')) keep(readName(value, pointer, tree.issues, []), pointer)
  for (const key of ['relationships', 'product_paths'])
    for (const { value, pointer } of within(tree, key)) keep(readMade(value, pointer, tree.issues), pointer)
  return withoutCycles(found, tree)
}

function within(tree: Fields, key: string): { value: unknown; pointer: string }[] {
  const list = tree.list(key)
  if (list.length > most.nodes) tree.issues.add(`${tree.at(key)}/${most.nodes}`, 'too-many', list.length)
  return list.slice(0, most.nodes)
}

/** Goes through the branches in the order of the document, without recursion: a tree may be as deep as it likes. */
function walkBranches(tree: Fields, keep: (product: Product | undefined, pointer: string) => void): void {
  const { issues } = tree
  const waiting: { value: unknown; pointer: string; path: Step[] }[] = []
  const push = (branches: { value: unknown; pointer: string }[], path: Step[]) => {
    for (const branch of branches.toReversed()) waiting.push({ ...branch, path })
  }
  push(tree.list('branches'), [])
  for (let nodes = 0; ; nodes++) {
    const next = waiting.pop()
    if (!next) return
    if (nodes === most.nodes) {
      issues.add(next.pointer, 'too-many', `over ${most.nodes} branches`)
      return
    }
    const branch = Fields.of(next.value, next.pointer, issues)
    const category = branch?.word('category', branchCategories)
    if (!branch || !category) {
      if (branch && branch.get('category') === undefined) issues.add(branch.at('category'), 'missing')
      continue
    }
    const path = [...next.path, { category, name: branch.need('name') }]
    const product = branch.get('product')
    if (product !== undefined) keep(readName(product, branch.at('product'), issues, path), branch.at('product'))
    const below = branch.list('branches')
    if (below.length > 0 && path.length === most.depth) issues.add(branch.at('branches'), 'too-deep', `over ${most.depth} levels`)
    else push(below, path)
    branch.tellRest()
  }
}

function readName(value: unknown, pointer: string, issues: Issues, path: Step[]): Product | undefined {
  const fields = Fields.of(value, pointer, issues)
  const id = fields?.need('product_id')
  if (!fields || !id) return undefined
  const helper = fields.object('product_identification_helper')
  const product = { id, name: fields.need('name'), path, ...namesIn(path), helpers: readHelpers(helper) }
  fields.tellRest()
  return product
}

function readHelpers(helper: Fields | undefined): Helpers {
  const cpe = helper?.text('cpe')
  // 2.0 has one purl, 2.1 a list.
  const purl = helper?.text('purl')
  const helpers: Helpers = {
    ...(cpe !== undefined && { cpe }),
    purls: [...(purl === undefined ? [] : [purl]), ...(helper?.texts('purls') ?? [])],
    skus: helper?.texts('skus') ?? [],
    modelNumbers: helper?.texts('model_numbers') ?? [],
    serialNumbers: helper?.texts('serial_numbers') ?? [],
    sbomUrls: helper?.texts('sbom_urls') ?? [],
    uris: helper?.each('x_generic_uris', (one) => ({ namespace: one.need('namespace'), uri: one.need('uri') })) ?? [],
    hashes:
      helper?.each('hashes', (one) => ({
        file: one.need('filename'),
        hashes: one.each('file_hashes', (hash) => ({ algorithm: hash.need('algorithm'), value: hash.need('value') })),
      })) ?? [],
  }
  helper?.tellRest()
  return helpers
}

/** A relationship of 2.0 is a product path of 2.1 with one step. */
function readMade(value: unknown, pointer: string, issues: Issues): Product | undefined {
  const fields = Fields.of(value, pointer, issues)
  if (!fields) return undefined
  const made = fields.get('subpaths') === undefined ? oneStep(fields) : manySteps(fields)
  const product = readName(fields.get('full_product_name'), fields.at('full_product_name'), issues, [])
  fields.tellRest()
  return product && made && { ...product, made }
}

function oneStep(fields: Fields): Made | undefined {
  const category = fields.word('category', relationCategories)
  const [from, product] = [fields.need('product_reference'), fields.need('relates_to_product_reference')]
  return category && from && product ? { from, steps: [{ category, product }] } : undefined
}

function manySteps(fields: Fields): Made | undefined {
  const from = fields.need('beginning_product_reference')
  const steps = fields.each('subpaths', (one) => {
    const category = one.word('category', relationCategories)
    const product = one.need('next_product_reference')
    return category && product ? { category, product } : undefined
  })
  return from && steps.length > 0 ? { from, steps } : undefined
}

/** Leaves out each product that is, in the end, made of itself (csaf § 6.1.3), and names products that are not there. */
function withoutCycles(found: ReadonlyMap<string, Product>, tree: Fields): Product[] {
  const partsOf = new Map(
    [...found].map(([id, { made }]) => [id, made ? [made.from, ...made.steps.map((step) => step.product)] : []]),
  )
  for (const part of new Set([...partsOf.values()].flat()))
    if (!found.has(part)) tree.issues.add(tree.pointer, 'unknown-product', part)
  const circular = inCircles(partsOf)
  for (const id of circular) tree.issues.add(tree.pointer, 'cycle', id)
  return [...found.values()].filter(({ id }) => !circular.has(id))
}
