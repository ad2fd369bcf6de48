import { expect, it } from 'vitest'
import { readCvss } from '#domain/cvss.ts'
import { cvssVersions } from '#domain/cvss-scale.ts'
import { baseMetrics, metricsIn, metricWords } from './cvss-words.data.ts'

it('Every value that a base metric of any version may have is said in words', () => {
  for (const version of cvssVersions) {
    const prefix = version === '2.0' ? '' : `CVSS:${version}/`
    for (const metric of baseMetrics[version]) {
      const reading = readCvss(`${prefix}${metric}:?`)
      const allowed = reading.ok ? [] : (reading.problem.expected ?? [])
      expect(allowed.length, `${version} ${metric}`).toBeGreaterThan(1)
      expect(
        allowed.filter((value) => !metricWords[metric]?.values[value]),
        `${version} ${metric}`,
      ).toEqual([])
    }
  }
})

it('A vector is said metric by metric, and what is no metric is left out', () => {
  const said = metricsIn('AV:N/AC:L/Au:N/C:C/I:P/A:N/E:ND', '2.0').map(([name, value]) => `${name.en}: ${value.en}`)
  expect(said).toEqual([
    'Attacked over: the network',
    'How demanding: easy',
    'Signing in: not needed',
    'Harm to confidentiality: complete',
    'Harm to integrity: partial',
    'Harm to availability: none',
  ])
  expect(metricsIn('CVSS:4.0/AV:X', '4.0')).toEqual([])
})
