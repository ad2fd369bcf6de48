import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

interface Options {
  challenge: string
  rp?: { id?: string }
  rpId?: string
  user?: { id: string }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Flags of authenticator data (WebAuthn Level 3, 6.1): user present, user verified, credential data follow. */
const [present, verified, withCredential] = [0x01, 0x04, 0x40]

/** A copy may be kept elsewhere, and is. */
const backedUp = 0x08 | 0x10

/**
 * A security key of software: it makes and shows passkeys as a browser hands them on. `verifies: false` is one without PIN, `copied` one that
 * its maker keeps in several places.
 */
export function softwareKey({
  origin,
  verifies = true,
  copied = false,
}: {
  origin: string
  verifies?: boolean
  copied?: boolean
}) {
  const credential = randomBytes(16)
  const { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  })
  const jwk = publicKey.export({ format: 'jwk' })
  let user = ''
  let counter = 0

  const clientData = (type: string, challenge: string, from = origin): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const authenticatorData = (rpId: string, flags: number, rest = Buffer.alloc(0)): Buffer => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([
      sha256(rpId),
      Buffer.from([flags | present! | (verifies ? verified! : 0) | (copied ? backedUp : 0)]),
      count,
      rest,
    ])
  }

  return {
    make({ challenge, rp, user: asked }: Options, change: { origin?: string; certificate?: boolean } = {}) {
      user = asked?.id ?? ''
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(jwk.x!, 'base64url')],
          [-3, Buffer.from(jwk.y!, 'base64url')],
        ]) as never,
      )
      const length = Buffer.from([0, credential.length])
      const credentialData = Buffer.concat([Buffer.alloc(16), length, credential, Buffer.from(cose)])
      const authData = authenticatorData(rp?.id ?? '', withCredential!, credentialData)
      const statement = change.certificate
        ? new Map<string, unknown>([
            ['alg', -7],
            ['sig', randomBytes(70)],
            ['x5c', [randomBytes(200)]],
          ])
        : new Map()
      const attestation = new Map<string, unknown>([
        ['fmt', change.certificate ? 'packed' : 'none'],
        ['attStmt', statement],
        ['authData', new Uint8Array(authData)],
      ])
      return {
        id: text(credential),
        rawId: text(credential),
        type: 'public-key',
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, change.origin)),
          attestationObject: text(isoCBOR.encode(attestation as never)),
          transports: ['usb'],
        },
        clientExtensionResults: {},
      }
    },
    show({ challenge, rpId }: Options, change: { origin?: string; rpId?: string; user?: string } = {}) {
      const data = authenticatorData(change.rpId ?? rpId ?? '', 0)
      const client = clientData('webauthn.get', challenge, change.origin)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      return {
        id: text(credential),
        rawId: text(credential),
        type: 'public-key',
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(signature),
          userHandle: change.user ?? user,
        },
        clientExtensionResults: {},
      }
    },
    /** As if another device had a copy of it: its count goes back. */
    forgetCount() {
      counter = 0
    },
  }
}
export type SoftwareKey = ReturnType<typeof softwareKey>
