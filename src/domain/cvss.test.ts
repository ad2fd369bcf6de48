import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCvss, tellCvssProblem } from './cvss.ts'
import { cvssSeverity } from './cvss-scale.ts'

const read = (text: string) => {
  const reading = readCvss(text)
  if (!reading.ok) throw new Error(tellCvssProblem(reading.problem).en)
  return reading.value
}
const problem = (text: string) => {
  const reading = readCvss(text)
  return reading.ok ? undefined : reading.problem
}
const four = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

describe('scores', () => {
  it('scores what a vector says of each group, and the vector as a whole', () => {
    expect(read('AV:A/AC:H/Au:S/C:N/I:P/A:P/E:POC/RL:OF/RC:C/CDP:LM/TD:M/CR:M/IR:L/AR:L')).toMatchObject({
      version: '2.0',
      scores: { base: 2.9, temporal: 2.3, environmental: 2.8 },
      score: 2.8,
      severity: 'low',
    })
    expect(read('(AV:N/AC:L/Au:N/C:C/I:C/A:C)')).toMatchObject({ scores: { base: 10 }, score: 10, severity: 'high' })
    expect(read('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')).toMatchObject({ score: 9.8, severity: 'critical' })
    expect(read('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U')).toMatchObject({
      scores: { base: 9.8, temporal: 9 },
      score: 9,
    })
    expect(read(four)).toMatchObject({ scores: { base: 9.3 }, score: 9.3, severity: 'critical' })
    expect(read(`${four}/E:U/CR:L/U:Green`)).toMatchObject({ scores: { base: 9.3, threat: 8.1 } })
  })

  it('leaves a group out when nothing is said of it', () => {
    expect(Object.keys(read('AV:N/AC:L/Au:N/C:C/I:C/A:C/E:ND').scores)).toEqual(['base'])
    expect(Object.keys(read(`${four}/E:X/MAV:X/U:Red`).scores)).toEqual(['base'])
  })

  it('writes the vector in the order of the standard, without what is not defined', () => {
    expect(read('CVSS:3.0/A:N/I:N/C:L/S:U/UI:N/PR:N/AC:L/AV:N/RL:X/E:P').vector).toBe(
      'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N/E:P',
    )
  })

  it('names scores as each version does', () => {
    expect([0, 3.9, 4, 6.9, 7, 8.9, 9, 10].map((score) => cvssSeverity(score, '3.1'))).toEqual([
      'none',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
      'critical',
    ])
    expect([0, 3.9, 4, 6.9, 7, 10].map((score) => cvssSeverity(score, '2.0'))).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
    ])
  })
})

describe('what is wrong', () => {
  it('names the metric and what may stand there', () => {
    expect(problem('CVSS:3.1/AV:N/AC:M/PR:N/UI:N/S:U/C:H/I:H/A:H')).toEqual({
      reason: 'value',
      metric: 'AC',
      value: 'M',
      expected: ['L', 'H'],
    })
    expect(problem('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H')).toEqual({ reason: 'missing', metric: 'I', expected: ['I', 'A'] })
    expect(problem('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:L')).toEqual({ reason: 'twice', metric: 'AV' })
    expect(problem('CVSS:3.1/AV:N/AC:L/AT:N/PR:N/UI:N/S:U/C:H/I:H/A:H')).toEqual({ reason: 'metric', metric: 'AT:N' })
    expect(problem('CVSS:5.0/AV:N')).toMatchObject({ reason: 'version', metric: '5.0' })
    expect(problem('AV:N/AC:L/Au:N/C:C/I:C/A:ND')).toMatchObject({ reason: 'value', metric: 'A' })
  })

  it('holds 4.0 to its order, and keeps the value for safety out of the base', () => {
    expect(problem('CVSS:4.0/AC:L/AV:N/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N')).toEqual({
      reason: 'order',
      metric: 'AV',
      value: 'AC',
    })
    expect(problem(four.replace('SI:N', 'SI:S'))).toMatchObject({ reason: 'value', metric: 'SI' })
  })

  it('says it in three languages, with what to do', () => {
    for (const text of [
      '',
      'CVSS:5.0/AV:N',
      'CVSS:3.1/',
      'AV:N',
      'AV:N/AV:N',
      'XX:1',
      `${four}/AV:N`,
      four.replace('AC:L/', ''),
    ]) {
      const found = problem(text)
      const told = found && tellCvssProblem(found)
      expect(
        Object.values(told ?? {}).map((sentence) => sentence.length > 20),
        text,
      ).toEqual([true, true, true])
    }
  })

  it('answers anything without falling over', () => {
    const part = fc.constantFrom('AV:N', 'AC:L', 'constructor:N', '__proto__:x', 'AV', ':', '', 'E:X', 'CVSS:3.1', '…')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('/')),
        ),
        (text) => {
          expect([true, false]).toContain(readCvss(text).ok)
          expect(readCvss(`CVSS:4.0/${text}`).ok).toBe(false)
        },
      ),
      { seed: 6, numRuns: 300 },
    )
  })
})
