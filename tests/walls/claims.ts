import { type Answer, ask, type Sender } from './wire.ts'

type Side = 'granly' | 'bergheim' | 'otterdrift'

const must = async (asked: Promise<Answer>): Promise<Answer> => {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer
}

/** A number that nobody in the sector has. */
export const unknownNumber = '312000199'

/** Networks that nothing else in the sector speaks of. */
export const claimable: Record<Side, string> = {
  granly: '198.19.2.0/24',
  bergheim: '198.19.66.0/24',
  otterdrift: '198.19.130.0/24',
}

/** Claims of every side and what follows from them: looks for proof, a code, an operator, a registry, and one thing that two sides claim. */
export async function fillClaims(lead: Sender, of: Record<Side, { org: string }>, secretOf: (side: Side) => string) {
  const post = async (url: string, body: object) =>
    (await must(ask(lead, 'POST', url, { body }))).json as { id: string; claim: { id: string } }
  const made = {} as Record<Side, { clm: string; dlg: string }>
  for (const side of ['granly', 'bergheim', 'otterdrift'] as const) {
    const path = `/api/organisations/${of[side].org}`
    const domain = `claim.${secretOf(side)}.example`
    const clm = (await post(`${path}/claims`, { text: domain })).claim.id
    await must(ask(lead, 'POST', `/api/claims/${clm}/check`))
    await post(`/api/claims/${clm}/code`, { address: `security@${domain}` })
    const held = (await post(`${path}/claims`, { text: claimable[side] })).claim.id
    await post('/api/claims/decisions', { ids: [held], decision: 'verify', reason: 'team-secret' })
    // Who is told of no other operator: the first side names the third, the others somebody who is not in the register.
    const operatorNumber = side === 'granly' ? '312000040' : unknownNumber
    const dlg = (
      await post(`${path}/operators`, {
        what: claimable[side].replace('/24', '/25'),
        operatorNumber,
        until: '2027-01-01T00:00:00.000Z',
      })
    ).id
    made[side] = { clm, dlg }
  }
  for (const side of ['granly', 'bergheim'] as const)
    await post(`/api/organisations/${of[side].org}/claims`, { text: 'shared-claim.example' })
  await must(
    ask(lead, 'PUT', '/api/claims/registry/handles', { body: { handle: 'TEAM-SECRET-MNT', organisation: of.granly.org } }),
  )
  const objects = Object.entries({ granly: '312000024', bergheim: '312000032', otterdrift: '312000040' }).map(
    ([side, number], index) =>
      `inetnum: 198.19.${10 + index}.0 - 198.19.${10 + index}.255\ndescr: ${secretOf(side as Side)} ${number}\n`,
  )
  await must(
    ask(lead, 'POST', '/api/claims/registry', {
      upload: { fileName: 'split.txt', text: objects.join('\n'), fields: { name: 'team-secret' } },
    }),
  )
  return made
}

/** The dispute that the sector has, once the reactions have run. */
export async function disputeOf(lead: Sender): Promise<string> {
  const { rows } = (await must(ask(lead, 'GET', '/api/claims/disputes'))).json as { rows: { id: string }[] }
  return rows[0]!.id
}
