import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cvss, readCvss } from '#domain/cvss.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'

/** A vector with its scores: base, temporal, environmental; of 4.0 the one of all that the vector says. */
interface Case {
  vector: string
  score?: number
  scores?: (number | null)[]
  severity?: string
}

/** Vectors of CVSS 2.0 to 4.0 beside the scores that FIRST and others calculate. */
export const cvss: Suite = {
  takes: (path) => path.endsWith('/cvss') || path === 'cvss',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const cases = JSON.parse(await readFile(join(folder, file), 'utf8')) as Case[]
      for (const one of cases) add(differ(`${file}#${one.vector}`, one))
    }
    return outcome
  },
}

function differ(place: string, { vector, score, scores, severity }: Case): Difference[] {
  const reading = readCvss(vector)
  if (!reading.ok) return compareField(place, 'reading', reading.problem.reason, 'a vector')
  const { value } = reading
  const again = readCvss(value.vector)
  return [
    ...compareField(place, 'written and read again', again.ok && again.value.score, value.score),
    ...(score === undefined ? [] : compareField(place, 'score', value.score, score)),
    ...(severity === undefined ? [] : compareField(place, 'severity', value.severity, severity.toLowerCase())),
    ...(scores === undefined ? [] : compareField(place, 'scores', ours(value).join(), scores.join())),
  ]
}

/** Version 3 always has all three; where nothing is said of the environment, it is that of the base (3.1, section 7.3). */
function ours({ version, vector, metrics, scores, score }: Cvss): (number | undefined)[] {
  const { base, temporal, environmental } = scores
  if (version === '4.0') return [score]
  if (version === '2.0') return [base, temporal, environmental]
  const fitted = readCvss(`${vector}/MAV:${metrics.AV}`)
  return [base, temporal ?? base, environmental ?? (fitted.ok ? fitted.value.scores.environmental : undefined)]
}
