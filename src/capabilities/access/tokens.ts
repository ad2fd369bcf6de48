import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { Id } from '#domain/id.ts'

/** 256 random bits as text for a cookie or a token. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What the table keeps of a token: a random one of 256 bits needs no slow hash. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export const sameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const legible = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand over: five groups of four signs that are not taken for one another, 99 bits. */
export const newPasswordText = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => legible[randomInt(legible.length)]).join('')).join('-')

/** The bearer token of a key: `varde_`, its id, its secret. */
export const keyToken = (id: Id<'key'>, secret: string): string => `varde_${id.slice(id.indexOf('_') + 1)}_${secret}`

/** Id and secret of a bearer token, when it has that form. */
export function readKeyToken(token: string): { id: Id<'key'>; secret: string } | undefined {
  const [, id, secret] = /^varde_([0-9a-f]{32})_([\w-]{43})$/.exec(token) ?? []
  return id && secret ? { id: `key_${id}`, secret } : undefined
}

const machinePrefix = 'varde_at_'

/** A token for a machine, for a short while. */
export const machineToken = (): string => `${machinePrefix}${newToken()}`

export const isMachineToken = (token: string): boolean => token.startsWith(machinePrefix)

/** How a session is named to its owner: enough to tell them apart, too little to use. */
export const sessionName = (tokenHash: string): string => tokenHash.slice(0, 16)
