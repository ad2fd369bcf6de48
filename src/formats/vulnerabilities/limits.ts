import { isDeepStrictEqual } from 'node:util'
import type { Product, Statement } from './shape.ts'

const most = { products: 1_000, references: 300, scores: 60, weaknesses: 100 } as const

/** A record with each thing once and no more of each than is kept; how many products were left out is said. */
export function limited(statement: Statement): Statement {
  const products = once(statement.products ?? [], keyOf)
  const weaknesses = once(statement.weaknesses ?? [], ({ id, by }) => `${id} ${by}`)
  const references = once(statement.references ?? [], ({ url }) => url)
  const scores = (statement.scores ?? []).filter(
    (score, index, all) => all.findIndex((other) => isDeepStrictEqual(other, score)) === index,
  )
  const leftOut = products.length - most.products
  return {
    ...statement,
    scores: scores.slice(0, most.scores),
    weaknesses: weaknesses.slice(0, most.weaknesses),
    products: products.slice(0, most.products),
    references: references.slice(0, most.references),
    ...(leftOut > 0 && { productsLeftOut: leftOut }),
  }
}

const keyOf = ({ vendor, product, cpe, purl, versions, on, by }: Product): string =>
  JSON.stringify([vendor, product, cpe, purl, versions, on, by])

function once<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>()
  for (const item of items) if (!seen.has(key(item))) seen.set(key(item), item)
  return [...seen.values()]
}
