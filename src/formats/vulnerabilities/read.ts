import { readCve5 } from './cve5.ts'
import { readEpss } from './epss.ts'
import { readEuKev } from './eukev.ts'
import { readKev } from './kev.ts'
import { readNvd2 } from './nvd2.ts'
import type { VulnerabilityFormat, VulnerabilityReader } from './shape.ts'

/** The reader of each format. Bytes come unpacked. */
export const vulnerabilityReaders: Readonly<Record<VulnerabilityFormat, VulnerabilityReader>> = {
  kev: readKev,
  eukev: readEuKev,
  epss: readEpss,
  cve5: readCve5,
  nvd2: readNvd2,
}
