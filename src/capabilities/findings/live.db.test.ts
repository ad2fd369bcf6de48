import { expect, it } from 'vitest'
import { house, person } from './fixtures/house.ts'
import { live } from './live.ts'

const test = house()

it('tells an operator of what it operates for others, an owner of its own, and nobody of what is neither', async () => {
  const [owner, operator, other] = [await test.add('Fjord kommune'), await test.add('Hemit'), await test.add('Dal kommune')]
  const gone = new AbortController()
  const follow = (...organisations: (typeof owner)[]) => live(test.db, person(['member-reader'], organisations), gone.signal)
  const [asOwner, asOperator, asBoth] = await Promise.all([follow(owner), follow(operator), follow(owner, operator)])
  await test.see({ owner, operator, ip: '198.18.0.1' }, { owner, ip: '198.18.0.2' }, { owner: other, ip: '198.18.0.3' })
  const next = async (news: Awaited<ReturnType<typeof live>>) => (await news.next()).value
  expect(await next(asOwner)).toEqual({ kind: 'finding.opened', count: 2 })
  expect(await next(asOperator)).toEqual({ kind: 'finding.opened', count: 1 })
  expect(await next(asBoth)).toEqual({ kind: 'finding.opened', count: 2 })
  gone.abort()
  await Promise.all([asOwner, asOperator, asBoth].map((news) => news.return(undefined)))
})
