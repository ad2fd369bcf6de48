import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** Keeps secrets at rest: what it seals opens only with the same key and for the same owner. */
export interface SecretBox {
  seal(secret: string, owner: string): string
  /** Throws when the key is another, or the text was changed or moved to another owner. */
  open(sealed: string, owner: string): string
  /** A key of 32 bytes for one purpose, the same wherever the secret is the same; says nothing of the key that seals. */
  keyFor(purpose: string): Buffer
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM under VARDE_SECRET_KEY, or under a key that is made once in the data folder and readable by this user only. */
export function createSecretBox(config: Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>): SecretBox {
  let text: string | undefined
  const secret = () => (text ??= config.VARDE_SECRET_KEY ?? keyInFile(config.dataDir))
  let made: Buffer | undefined
  const key = () => (made ??= derive(secret(), 'secrets at rest'))
  return {
    keyFor: (purpose) => derive(secret(), purpose),
    seal(secret, owner) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key(), iv).setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new Error('a secret at rest does not open: VARDE_SECRET_KEY is not the key it was sealed with', { cause })
      }
    },
  }
}

const derive = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `varde ${purpose}`, 32))

/** Whether there is a key already: whoever only looks makes none. */
export const hasSecret = ({ VARDE_SECRET_KEY, dataDir }: Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>): boolean =>
  VARDE_SECRET_KEY !== undefined || existsSync(join(dataDir, secretFile))

const secretFile = 'secret.key'

/** The key of the data folder. Linked into place whole, so that a process that starts at the same time reads all or none. */
function keyInFile(dataDir: string): string {
  const path = join(dataDir, secretFile)
  const draft = `${path}.${process.pid}`
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}
