import { newId, uuidOf } from '#domain/id.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { type Answer, ask, type Sender } from './wire.ts'

/** Where no provider answers, and where the door does not go. */
export const issuer = 'https://127.0.0.1:1'

const done = async (asked: Promise<Answer>): Promise<{ id: string }> => {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer.json as { id: string }
}

/** Ways in of everybody: a provider, and what the people of each side have; gives the provider's id. */
export async function fillSignIn(
  db: Db,
  admin: Sender,
  people: readonly { usr: string; key: string; secret: string }[],
  breakGlass: string,
): Promise<string> {
  const body = { name: 'provider', issuer, clientId: 'team-secret' }
  const { id } = await done(ask(admin, 'POST', '/api/sign-in/providers', { body }))
  await done(ask(admin, 'PATCH', `/api/sign-in/providers/${id}`, { body: { enabled: true } }))
  await done(ask(admin, 'PUT', `/api/sign-in/break-glass/${breakGlass}`, { body: { on: true } }))
  for (const { usr, secret } of people) {
    await insertIdentity(db, id, usr, secret)
    await insertPasskey(db, usr, secret)
  }
  await db.asOwner(async (tx) => {
    await tx.run(sql`update sign_in_policy set alarm_mail = 'team-secret@varde.example'`)
    await tx.run(sql`
      insert into sign_in_step (token_hash, kind, provider_id, sealed, created_at, expires_at)
      values ('team-secret', 'provider', ${uuidOf(id)}::uuid, 'team-secret', now(), 'infinity')`)
    await tx.run(sql`insert into used_once (hash, until) values ('team-secret', 'infinity')`)
    for (const { key, secret } of people)
      await tx.run(sql`
        insert into machine_token (token_hash, key_id, signed_by, created_at, expires_at)
        values (${`${secret} token hash`}, ${uuidOf(key)}::uuid, 'none', now(), 'infinity')`)
  })
  return id
}

export const insertIdentity = (db: Db, provider: string, usr: string, secret: string) =>
  db.asOwner((tx) =>
    tx.run(sql`
      insert into person_identity (provider_id, subject, person_id, linked_at)
      values (${uuidOf(provider)}::uuid, ${`${secret} ${usr}`}, ${uuidOf(usr)}::uuid, now()) on conflict do nothing`),
  )

export async function insertPasskey(db: Db, usr: string, secret: string): Promise<string> {
  const id = newId('psk')
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into passkey (id, person_id, credential, name, public_key, counter, device, backed_up, created_at)
      values (${uuidOf(id)}::uuid, ${uuidOf(usr)}::uuid, ${id}, ${`${secret} passkey`}, 'public', 0, 'one', false, now())`),
  )
  return id
}
