import { readCvss } from '#domain/cvss.ts'
import { type CvssSeverity, type CvssVersion, cvssSeverity, cvssVersions } from '#domain/cvss-scale.ts'
import type { Score, ScoreProblem } from './shape.ts'
import { type Json, numberIn, textIn } from './values.ts'

const words: readonly CvssSeverity[] = ['none', 'low', 'medium', 'high', 'critical']

/** What a record says of one score. */
export interface Said {
  version: CvssVersion
  by: string
  /** The member with vector and score (`cvssV3_1`, `cvssData`). */
  data: Json
  /** The word for the score, where it stands outside of `data` (version 2 at NVD). */
  severity?: string | undefined
}

/**
 * A score beside what its vector gives. The vector takes precedence (FIRST, CVSS 3.1 user guide, 2; 4.0, 2.1): a base score or word that
 * does not agree with it is kept as it was said, and named as a problem.
 */
export function readScore({ version, by, data, severity }: Said): Score | undefined {
  const vector = textIn(data, 'vectorString', 512) ?? ''
  const said = numberIn(data, 'baseScore', 0, 10)
  if (vector === '' && said === undefined) return undefined
  const reading = vector === '' ? undefined : readCvss(vector)
  const read = reading?.ok ? reading.value : undefined
  const problems: ScoreProblem[] = []
  if (vector === '') problems.push('no-vector')
  else if (!read) problems.push('vector-not-read')
  else {
    if (read.version !== version || namesOther(data, version)) problems.push('version-differs')
    // Some give the score of the whole vector, with time or threat, for its base.
    if (said !== undefined && said !== read.scores.base)
      problems.push(Object.values(read.scores).includes(said) ? 'score-not-base' : 'score-differs')
  }
  const counts = read?.scores.base ?? said
  const word = counts === undefined ? undefined : cvssSeverity(counts, read?.version ?? version)
  if (said !== undefined && differs(textIn(data, 'baseSeverity', 20) ?? severity, said, version))
    problems.push('severity-differs')
  return {
    version: read?.version ?? version,
    vector,
    by,
    ...(said !== undefined && { said }),
    ...(read && { score: read.scores.base }),
    ...(word && { severity: word }),
    problems,
  }
}

/** The version that the member itself names. */
const namesOther = (data: Json, version: CvssVersion): boolean => {
  const named = textIn(data, 'version', 10)
  return named !== undefined && named !== version && cvssVersions.some((one) => one === named)
}

function differs(written: string | undefined, said: number, version: CvssVersion): boolean {
  const word = words.find((one) => one === written?.toLowerCase())
  return word !== undefined && word !== cvssSeverity(said, version)
}
