import { readCpe, writeCpe } from '#domain/cpe.ts'
import type { Product } from './shape.ts'
import { type Json, objectsIn, textIn } from './values.ts'
import { versText } from './versions.ts'

interface Named {
  cpe: string
  versions?: string
  isVulnerable: boolean
  node: number
}

/**
 * The products of CPE configurations, as NVD (API 2.0, `configurations`) and CVE records (5.1, `cpeApplicability`) write them: what is
 * vulnerable, with its bounds; where all nodes must hold, with the systems that it is hit on. Nodes that say *not* name nobody.
 */
export const productsOf = (configurations: readonly Json[], by: string): Product[] =>
  configurations.flatMap((configuration) => {
    const nodes = objectsIn(configuration, 'nodes')
    const isAll = textIn(configuration, 'operator', 10)?.toUpperCase() === 'AND'
    const named = nodes.filter((node) => node.negate !== true).flatMap(namedIn)
    return named
      .filter(({ isVulnerable }) => isVulnerable)
      .map(({ cpe, versions, node }) => {
        const on = isAll
          ? [...new Set(named.filter((other) => other.node !== node && !other.isVulnerable).map((other) => other.cpe))]
          : []
        return { cpe, ...(versions && { versions }), ...(on.length > 0 && { on: on.slice(0, 50) }), by }
      })
  })

const namedIn = (node: Json, index: number): Named[] =>
  objectsIn(node, 'cpeMatch').flatMap((match) => {
    const criteria = textIn(match, 'criteria', 1_024)
    if (criteria === undefined) return []
    const read = readCpe(criteria)
    const versions = versText({
      startIncluding: textIn(match, 'versionStartIncluding', 200),
      startExcluding: textIn(match, 'versionStartExcluding', 200),
      endIncluding: textIn(match, 'versionEndIncluding', 200),
      endExcluding: textIn(match, 'versionEndExcluding', 200),
    })
    // A name that cannot be read is kept as it stands: whoever matches says so.
    const cpe = read.ok ? writeCpe(read.value) : criteria
    return [{ cpe, ...(versions && { versions }), isVulnerable: match.vulnerable !== false, node: index }]
  })
