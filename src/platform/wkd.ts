import { createHash } from 'node:crypto'
import { no, ok, type Result } from '#domain/result.ts'
import type { Utc } from '#domain/time.ts'
import { DoorError, type DoorOptions, fetchOut } from './door.ts'
import { type KeyCard, readKeyBytes } from './pgp.ts'

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769'

/** Bytes in z-base-32: five bits a sign, without padding. */
export function zBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** Under what name a Web Key Directory has the key of an address: the local part in small ASCII letters, hashed (draft-koch-openpgp-webkey-service, 3.1). */
export const wkdHash = (local: string): string =>
  zBase32(
    createHash('sha1')
      .update(local.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))
      .digest(),
  )

export type WkdMethod = 'advanced' | 'direct'

/** Where the key of an address lies by each method; nothing for what is no address. */
export function wkdPlaces(
  address: string,
  originOf: (host: string) => string = (host) => `https://${host}`,
): { method: WkdMethod; url: string }[] {
  const [, local, domain] = /^([^@\s]+)@([^@\s]+\.[^@\s]+|localhost)$/.exec(address) ?? []
  if (!local || !domain) return []
  const host = domain.toLowerCase()
  const asked = `hu/${wkdHash(local)}?l=${encodeURIComponent(local)}`
  return [
    { method: 'advanced', url: `${originOf(`openpgpkey.${host}`)}/.well-known/openpgpkey/${host}/${asked}` },
    { method: 'direct', url: `${originOf(host)}/.well-known/openpgpkey/${asked}` },
  ]
}

export interface Looked {
  method: WkdMethod
  url: string
  card: KeyCard
}

const mostBytes = 200_000

/**
 * Looks an address up in the Web Key Directory of its domain, through the one door. The direct method is asked only where the host of the
 * advanced one does not exist. `other-address`: what lies there has no user id with this address.
 */
export async function lookUpKey(
  address: string,
  door: Pick<DoorOptions, 'allow'>,
  now: Utc,
  originOf?: (host: string) => string,
): Promise<
  Result<Looked, 'not-an-address' | 'no-directory' | 'no-key' | 'not-a-key' | 'several-keys' | 'private-key' | 'other-address'>
> {
  const places = wkdPlaces(address, originOf)
  if (places.length === 0) return no('not-an-address')
  for (const { method, url } of places) {
    const bytes = await fetched(url, door)
    if (bytes === 'unreachable') continue
    if (bytes === 'no-key') return no('no-key')
    const card = await readKeyBytes(bytes, now)
    if (!card.ok) return no(card.reason)
    return card.value.addresses.includes(address.toLowerCase()) ? ok({ method, url, card: card.value }) : no('other-address')
  }
  return no('no-directory')
}

async function fetched(url: string, door: Pick<DoorOptions, 'allow'>): Promise<Uint8Array | 'unreachable' | 'no-key'> {
  try {
    const { bytes } = await fetchOut(url, { ...door, maxBytes: mostBytes, timeoutSeconds: 10 })
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(piece)
    return Buffer.concat(pieces)
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    return error.reason === 'status' || error.reason === 'too-large' ? 'no-key' : 'unreachable'
  }
}
