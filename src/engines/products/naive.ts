import { type AffectedProduct, type InventoryLine, judge, type Match, readAffected, readOwn } from './judge.ts'

/** What is meant: each line is judged beside each product that the advisory names. */
export const naiveMatches = (products: readonly AffectedProduct[], lines: readonly InventoryLine[]): Match[] =>
  lines.flatMap((line) =>
    products
      .map((product, index) => judge(readAffected(product, index).affected, readOwn(line)))
      .filter((match) => match !== undefined),
  )
