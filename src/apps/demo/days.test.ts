import { describe, expect, it } from 'vitest'
import { day as dayMs, later } from '#domain/time.ts'
import { readShadowserver } from '#formats/shadowserver/read.ts'
import { filesOf, isWeekend } from './days.ts'
import { assetOf, isNamed, machineKey, planOf, special } from './plan.ts'
import { demoSector } from './sector.ts'

const start = '2026-10-08T00:00:00.000Z'
const dateOf = (day: number) => later(start, day * dayMs)
const plan = (days: number) => planOf(demoSector(), days, (day) => isWeekend(dateOf(day)))
const machines = plan(45)

describe('The reports of the demo', () => {
  it('are the same on every machine, and a longer plan begins as a shorter one', () => {
    expect(plan(45)).toEqual(machines)
    expect(plan(60).slice(0, machines.length)).toEqual(machines)
    expect(filesOf(machines, 12, dateOf(12))).toEqual(filesOf(plan(60), 12, dateOf(12)))
  })

  it('name some thousand machines, 300,000 times and more', () => {
    const rows = Array.from({ length: 45 }, (_, day) => filesOf(machines, day, dateOf(day)))
      .flat()
      .reduce((sum, { text, source }) => sum + text.split('\n').length - (source === 'shadowserver' ? 2 : 1), 0)
    expect(rows).toBeGreaterThan(300_000)
    expect(machines.length).toBeGreaterThan(5_000)
    expect(new Set(machines.map((one) => machineKey(one.report.kind, assetOf(one)))).size).toBe(machines.length)
  }, 30_000)

  it('are read by the reader of Shadowserver without a word of complaint, but for the one that is cut off', async () => {
    const issuesOn = async (day: number) => {
      const found: string[] = []
      for (const { source, fileName, text } of filesOf(machines, day, dateOf(day))) {
        if (source !== 'shadowserver') continue
        const bytes = (async function* () {
          yield Buffer.from(text)
        })()
        for await (const { issues } of readShadowserver(bytes, { fileName, now: dateOf(day + 2) }))
          found.push(...issues.map(({ code }) => `${fileName} ${code}`))
      }
      return found
    }
    expect(await issuesOn(special.wrong)).toEqual([])
    expect(await issuesOn(special.cut.day)).toEqual([`${dateOf(special.cut.day).slice(0, 10)}-scan_snmp-demo.csv truncated`])
  })

  it('name nothing from the day on which somebody says truly that it is fixed', () => {
    const mended = machines.filter(
      ({ named, answers }) => named.length === 1 && answers.length === 1 && answers[0]!.answer === 'fixed',
    )
    expect(mended.length).toBeGreaterThan(1_000)
    expect(mended.filter((one) => isNamed(one, one.answers[0]!.day))).toEqual([])
  })

  it('lack one source in the end', () => {
    const has = (day: number) => filesOf(machines, day, dateOf(day)).some(({ source }) => source === 'n6')
    expect([has(special.lastOfN6), has(special.lastOfN6 + 1)]).toEqual([true, false])
  })
})
