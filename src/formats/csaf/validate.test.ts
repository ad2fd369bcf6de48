import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startValidator } from './validate.ts'

const text = readFileSync(join(import.meta.dirname, 'fixtures/gm-2026_07.json'), 'utf8')
const validator = startValidator()
afterAll(() => validator.close())

/** The first document waits for the tests to be loaded, on a busy machine for a while. */
const long = 600_000

describe('the tests of the standard', () => {
  it(
    'say the number and the place of what fails, and take documents at once',
    async () => {
      const broken = text.replace('"product_ids": ["PUMP-OLD"]', '"product_ids": ["PUMP-ODD"]')
      const [fine, wrong] = await Promise.all([validator.validate(text), validator.validate(broken)])
      expect(fine).toMatchObject({ ok: true, value: { version: '2.0', valid: true } })
      expect(fine.ok && fine.value.failures.map(({ test, group }) => `${test} ${group}`)).toEqual([
        '6.2.16 optional',
        '6.2.16 optional',
        '6.3.9 informative',
        '6.3.10 informative',
      ])
      expect(wrong.ok && wrong.value.valid).toBe(false)
      expect(wrong.ok && wrong.value.failures[0]).toMatchObject({
        test: '6.1.1',
        group: 'mandatory',
        pointer: '/vulnerabilities/0/remediations/0/product_ids/0',
      })
      expect(fine.ok && fine.value.tests).not.toContain('6.3.7')
    },
    long,
  )

  it('are not asked about what is no advisory', async () => {
    expect(await validator.validate('{"document": ')).toMatchObject({ ok: false, reason: 'not-json' })
    expect(await validator.validate('{}')).toMatchObject({ ok: false, reason: 'not-csaf' })
    expect(await validator.validate('['.repeat(1_000) + ']'.repeat(1_000))).toMatchObject({ ok: false, reason: 'too-deep' })
    const products = Array.from({ length: 50_000 }, (_, index) => ({ name: 'x', product_id: `N${index}` }))
    expect(
      await validator.validate(JSON.stringify({ ...JSON.parse(text), product_tree: { full_product_names: products } })),
    ).toEqual({
      ok: false,
      reason: 'too-large',
      detail: 'over 25000 products',
    })
    expect(await validator.validate(' '.repeat(16 * 1024 * 1024))).toMatchObject({ ok: false, reason: 'too-large' })
  })

  it(
    'end with products that are made of each other in more ways than could be gone',
    async () => {
      const document = JSON.parse(text)
      document.product_tree.relationships = Array.from({ length: 60 }, (_, index) => ({
        category: 'installed_on',
        full_product_name: { name: 'x', product_id: `R${index}` },
        product_reference: index === 0 ? 'STAND' : `R${index - 1}`,
        relates_to_product_reference: index === 0 ? 'R59' : `R${index - 1}`,
      }))
      const result = await validator.validate(JSON.stringify(document))
      expect(result.ok && result.value.failures.filter(({ test }) => test === '6.1.3')).toHaveLength(60)
    },
    long,
  )

  it(
    'give a document up that takes too long, and go on in a new thread',
    async () => {
      const document = JSON.parse(text)
      document.product_tree.full_product_names = Array.from({ length: 20_000 }, (_, index) => ({
        name: 'x',
        product_id: `N${index}`,
      }))
      const impatient = startValidator({ secondsEach: 0.005 })
      const [hostile, next] = await Promise.all([impatient.validate(JSON.stringify(document)), impatient.validate('{}')])
      await impatient.close()
      expect(hostile).toEqual({ ok: false, reason: 'took-too-long', detail: 'over 0.005 seconds' })
      expect(next).toEqual({ ok: false, reason: 'not-csaf' })
    },
    long,
  )
})
