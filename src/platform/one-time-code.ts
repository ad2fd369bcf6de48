import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'
import type { Utc } from '#domain/time.ts'

/** Length of a time step in seconds (RFC 6238, 5.2); one step early or late is taken for slow fingers and clocks. */
const stepSeconds = 30

/** A new secret of 160 bits in Base32 (RFC 4226, 4, R6), and the address that an authenticator app reads. */
export function newCodeSecret(name: string): { secret: string; uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: 'Varde', label: name, secret }) }
}

/** The code that an authenticator app shows at a moment. */
export const codeAt = (secret: string, now: Utc): string => generateSync({ secret, epoch: Math.floor(Date.parse(now) / 1_000) })

/**
 * The time step that a code belongs to, or `undefined` when it is wrong. Whoever accepts it stores the step and accepts
 * none at or before it again (RFC 6238, 5.2: the second attempt of a code is refused).
 */
export function stepOfCode(secret: string, code: string, now: Utc): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token) || !/^[A-Z2-7]{26,}$/.test(secret)) return undefined
  const found = verifySync({ secret, token, epoch: Math.floor(Date.parse(now) / 1_000), epochTolerance: stepSeconds })
  return found.valid && 'timeStep' in found ? found.timeStep : undefined
}
