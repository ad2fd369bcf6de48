import { isOneVersion, readRange } from '#domain/version-range.ts'
import type { AdvisoryContent } from './contract.ts'

/** How the versions of a product are to be understood: one version, a range, all of them, or text that only people understand. */
export const versionsAre = (versions: string): 'one' | 'range' | 'all' | 'unclear' =>
  versions === '' ? 'all' : isOneVersion(versions) ? 'one' : readRange(versions).ok ? 'range' : 'unclear'

/** Products whose versions nobody can read, as they are written. */
export const unclearVersions = ({ products }: Pick<AdvisoryContent, 'products'>): string[] =>
  products.flatMap(({ vendor, product, versions }) =>
    versionsAre(versions) === 'unclear' ? [`${[vendor, product].filter(Boolean).join(' ')}: «${versions}»`] : [],
  )
