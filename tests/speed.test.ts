import { describe, expect, it } from 'vitest'
import { measuredIn } from '../tools/speed.ts'

const told = {
  date: '2026-11-22T10:00:00.000Z',
  members: 700,
  findings: 5_000,
  gatherSeconds: 2,
  sendSeconds: 12.04,
  bareSeconds: 4.4,
  allSeconds: 14.04,
  eventToNoticeSeconds: 41,
  wasReadingBeside: true,
}

describe('the rows of the speed contract', () => {
  it('tell how long telling took and how soon a notice was ready', () => {
    const [all, ready] = measuredIn({ notices: told })
    expect(all).toMatchObject({ promise: '< 30 s', met: true, date: '2026-11-22' })
    expect(all!.measured).toBe('14.0 s (grouping and wording 2.0 s, sending 12.0 s; the same mails ready made 4.4 s)')
    expect(ready).toMatchObject({ promise: '< 60 s', measured: '41.0 s', met: true })
    expect(ready!.work).toContain('while 200,000 rows are read beside it')
  })

  it('say so when a promise is not kept, or was not measured under load', () => {
    const [all, ready] = measuredIn({
      notices: { ...told, allSeconds: 30, eventToNoticeSeconds: 60, wasReadingBeside: false },
    })
    expect([all!.met, ready!.met]).toEqual([false, false])
    expect(ready!.work).not.toContain('beside')
  })

  it('tell how long the job of proof takes, by its slower run', () => {
    const [row] = measuredIn({
      proof: {
        date: told.date,
        unsettled: 100_000,
        sightings: 1_200_000,
        closed: { seconds: 20, closed: 11_174 },
        nothing: { seconds: 4_000 },
        explainMs: { p95: 9 },
      },
    })
    expect(row).toMatchObject({ met: false, measured: expect.stringContaining('20.0 s to close 11,174') })
  })
})
