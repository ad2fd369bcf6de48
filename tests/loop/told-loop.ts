import { expect, it } from 'vitest'
import { wholeLoop } from './told.ts'

/** The whole loop, as one test, on either database. */
export const theWholeLoop = (engine: 'postgresql' | 'embedded'): void =>
  it('goes from report to mail, answer, proof and contradiction, and the story says why at each step', async () => {
    const { told, link, answered, claimed, proved, back, toldAgain, story, watch, notices } = await wholeLoop(engine)
    expect(told).toHaveLength(1)
    expect(told[0]!.subject).toMatch(/^\[?TLP:AMBER\+STRICT/)
    expect(told[0]!.text).toContain('198.18.7.9')
    expect(told[0]!.text).not.toContain('198.18.200.')
    expect(told[0]!.attachments.map(({ mimeType }) => mimeType)).toContain('text/csv')
    expect(link.json.findings).toHaveLength(1)
    expect(answered).toMatchObject({ status: 200, json: { changed: 1, unchanged: 0 } })
    expect(claimed).toMatchObject({ state: 'answered', answer: 'fixed', closed_by: null })
    expect(proved).toMatchObject({ state: 'fixed', closed_by: 'absence' })
    expect(back.state).toBe('told')
    expect(back.what).toEqual(['opened', 'told', 'answered', 'fixed', 'contradicted', 'told'])
    expect(toldAgain).toHaveLength(2)
    expect(toldAgain[1]!.messageId).not.toBe(toldAgain[0]!.messageId)
    const words: string[] = story.json.steps.map((step: { words: string }) => step.words)
    expect(words[2]).toContain('Kari på IKT')
    expect(words[3]).toMatch(/shadowserver/i)
    // Both facts: what was said, and what was seen.
    expect(words[4]).toMatch(/rettet/)
    expect(words[4]).toMatch(/17\. nov|2026-11-17/)
    expect(watch.json.rows.map((task: { what: string }) => task.what)).toContain('contradicted')
    expect(notices.json.rows).toHaveLength(2)
  }, 300_000)
