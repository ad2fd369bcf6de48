import { type Answer, ask, type Sender } from './wire.ts'

/** Words that only somebody cleared by name may ever read. */
export const restrictedSecret = 'restricted-secret'

/** Ids of what only the team has in the directory. */
export type DirectoryThings = Record<'grp' | 'gmb' | 'crt' | 'sec' | 'clr', string>

const done = async (asked: Promise<Answer>): Promise<{ id: string; rows: { id: string }[] }> => {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer.json as { id: string; rows: { id: string }[] }
}

/** A service of one side and who does something for it, in words that are its secret. */
export async function fillRelations(lead: Sender, org: string, secret: string): Promise<{ rel: string; rsp: string }> {
  const post = (path: string, body: object) => done(ask(lead, 'POST', `/api/organisations/${org}/${path}`, { body }))
  const rsp = (await post('responsibilities', { name: `${secret} clinic`, from: '2025-01-01' })).id
  const relation = { type: 'operates-for', otherName: `${secret} operator`, service: `${secret} clinic`, from: '2025-01-01' }
  return { rsp, rel: (await post('relations', relation)).id }
}

/** A group, another team that serves all, a lead, and a restricted decision about the first, made by whom an administrator has cleared. */
export async function fillDirectory(
  { admin, lead, leadId, secret }: { admin: Sender; lead: Sender; leadId: string; secret: string },
  organisations: readonly string[],
): Promise<DirectoryThings> {
  const post = (path: string, body: object, by = lead) => done(ask(by, 'POST', `/api/directory/${path}`, { body }))
  const grp = (await post('groups', { name: `${secret} group`, kind: 'own' })).id
  await post(`groups/${grp}/members`, { organisationIds: organisations, from: '2025-01-01' })
  const gmb = (await done(ask(lead, 'GET', `/api/directory/groups/${grp}/members`, { query: { at: '2025-06-01' } }))).rows[0]!.id
  const crt = (await post('peers', { name: `${secret} peer`, constituency: 'everybody', contact: 'The duty officer' })).id
  await post(`peers/${crt}/facts`, { on: '2022-04-01', words: secret, source: 'walls' })
  await post(`peers/${crt}/organisations`, { organisationIds: organisations, from: '2025-01-01' })
  const agreed = { peerId: crt, from: '2025-01-01', agreedWith: secret }
  await done(ask(lead, 'PUT', `/api/organisations/${organisations[0]}/lead`, { body: agreed }))
  const clr = (await post('clearances', { personId: leadId, reason: `${secret} reason` }, admin)).id
  const decision = { organisationId: organisations[0], decidedBy: restrictedSecret, from: '2025-01-01', note: restrictedSecret }
  return { grp, gmb, crt, clr, sec: (await post('security-act', decision)).id }
}
