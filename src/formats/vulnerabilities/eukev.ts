import { jsonReader, type Understood } from './json.ts'
import { addressesIn, cveIn, dayIn, given, type Json, textIn, textsIn, weaknessesIn } from './values.ts'

const by = 'EU KEV'

/** One entry of the catalogue of the EU CSIRTs Network, by its schema; its days are written with strokes. */
function understand(entry: Json): Understood {
  const cve = cveIn(entry, 'cveID')
  if (!cve) return { field: 'cveID', found: textIn(entry, 'cveID') }
  const addedOn = dayIn(entry, 'dateReported')
  if (!addedOn) return { field: 'dateReported', found: textIn(entry, 'dateReported'), cve }
  const [text, notes] = [textIn(entry, 'shortDescription', 10_000), textIn(entry, 'notes', 10_000)]
  const usedBy = [...textsIn(entry, 'exploitationType'), ...textsIn(entry, 'threatActorsExploiting')]
  return {
    statement: {
      cve,
      ...given('title', textIn(entry, 'vulnerabilityName', 500)),
      ...(text && { descriptions: [{ lang: 'en', text }] }),
      ...given('vendor', textIn(entry, 'vendorProject', 500)),
      ...given('product', textIn(entry, 'product', 500)),
      weaknesses: weaknessesIn(textsIn(entry, 'cwes')).map((id) => ({ id, by })),
      references: addressesIn(notes ?? '').map((url) => ({ url, tags: [] })),
      exploited: {
        addedOn,
        ...given('origin', textIn(entry, 'originSource', 100)),
        usedBy: usedBy.filter((word) => word !== 'unknown'),
        ransomware: usedBy.some((word) => word.toLowerCase() === 'ransomware'),
        ...given('patchedOn', dayIn(entry, 'patchedSince')),
        ...given('euvd', textIn(entry, 'euvdID', 40)),
        ...given('notes', notes),
      },
    },
  }
}

/** EU KEV as JSON. It does not say from when it is. */
export const readEuKev = jsonReader('vulnerabilities', understand, () => ({}))
