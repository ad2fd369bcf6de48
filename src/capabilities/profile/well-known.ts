import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import type { App } from '#platform/http/app.ts'
import { keyBytesFor, readKeyBlock } from '#platform/pgp.ts'
import { wkdHash } from '#platform/wkd.ts'
import { openScope, securityTxtNow } from './profile.ts'
import { teamKeys } from './team-keys.ts'

/**
 * What stands open at fixed places: `security.txt` (RFC 9116, 3) and the Web Key Directory of our own addresses by both methods
 * (draft-koch-openpgp-webkey-service, 3.1).
 */
export function wellKnown(app: App): void {
  const { fastify, db, clock } = app
  fastify.get('/.well-known/security.txt', async (_request, reply) => {
    const text = await securityTxtNow(db, clock.now())
    if (text === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('')
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'max-age=3600').send(text)
  })
  fastify.get('/security.txt', async (_request, reply) => reply.redirect('/.well-known/security.txt'))
  for (const folder of ['/.well-known/openpgpkey', '/.well-known/openpgpkey/:domain']) {
    fastify.get(`${folder}/policy`, async (_request, reply) => reply.type('text/plain; charset=utf-8').send(''))
    fastify.get<{ Params: { domain?: string; hash: string }; Querystring: { l?: string } }>(
      `${folder}/hu/:hash`,
      async ({ params, query, hostname }, reply) => {
        const bytes = await keyInDirectory(db, { ...params, host: hostname.split(':')[0]! }, query.l, clock.now())
        if (!bytes) return reply.code(404).type('text/plain; charset=utf-8').send('')
        return reply.type('application/octet-stream').header('access-control-allow-origin', '*').send(Buffer.from(bytes))
      },
    )
  }
}

/** The key of one of our addresses by the hash of its local part and the domain that is asked; a site that has its own name is asked for any. */
async function keyInDirectory(
  db: Db,
  { domain, host, hash }: { domain?: string; host: string; hash: string },
  asked: string | undefined,
  now: Utc,
): Promise<Uint8Array | undefined> {
  const found: { address: string; armoured: string }[] = []
  for (const armoured of (await db.read(openScope, teamKeys)).values()) {
    const card = await readKeyBlock(armoured, now)
    const addresses = card.ok ? card.value.addresses.filter((address) => isAsked(address, hash, asked)) : []
    found.push(...addresses.map((address) => ({ address, armoured })))
  }
  const at = (wanted: string) => found.find(({ address }) => address.endsWith(`@${wanted.toLowerCase()}`))
  const one = domain === undefined ? (at(host) ?? found[0]) : at(domain)
  return one && keyBytesFor(one.armoured, one.address)
}

function isAsked(address: string, hash: string, asked: string | undefined): boolean {
  const local = address.slice(0, address.lastIndexOf('@'))
  return wkdHash(local) === hash && (asked === undefined || asked.toLowerCase() === local)
}
