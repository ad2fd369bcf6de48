import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ok, type Result } from '#domain/result.ts'
import { readDocument } from '#formats/csaf/provider/document.ts'
import type { Answer, NoAnswer, Outside } from '#formats/csaf/provider/outside.ts'
import { makeKey, worthOfSignature } from '#platform/pgp.ts'
import { compareField, counting, type Suite } from '../suite.ts'

const now = '2026-11-22T12:00:00.000Z'

/** A folder as a server would serve it; `changed` adds a byte to each document. */
const serving = (folder: string, changed = false): Outside => ({
  get: async (url): Promise<Result<Answer, NoAnswer>> => {
    const bytes = await readFile(join(folder, basename(new URL(url).pathname))).catch(() => undefined)
    if (!bytes) return ok({ status: 404, headers: {}, bytes: new Uint8Array() })
    const more = changed && url.endsWith('.json') ? [Buffer.from(' ')] : []
    return ok({ status: 200, headers: {}, bytes: Buffer.concat([bytes, ...more]) })
  },
  readKey: async () => undefined,
  worth: (bytes, signature, keys) => worthOfSignature(bytes, signature, keys, now),
  now,
})

/**
 * Documents as a provider published them, with hash and signature files: the hash fits, and not after a change; the name fits the id;
 * and since their keys are not here, a signature is known for one of a key that we do not have.
 */
export const csafHashes: Suite = {
  takes: (path, entries) => /csaf/.test(path) && entries.some((name) => /\.json\.sha(?:256|512)$/.test(name)),

  async compare(folder) {
    const { add, outcome } = counting()
    const files = (await readdir(folder)).sort()
    const { publicKey, fingerprint } = await makeKey({
      name: 'Varde',
      address: 'cert@varde.example',
      madeAt: '2026-01-01T00:00:00.000Z',
    })
    const ours = [{ armoured: publicKey, fingerprint }]
    for (const name of files.filter((one) => files.some((other) => other.startsWith(`${one}.sha`)))) {
      const entry = { url: `https://varde.example/${name}`, links: [] }
      const read = await readDocument(entry, [], true, serving(folder))
      const changed = await readDocument(entry, [], true, serving(folder, true))
      const signed = files.includes(`${name}.asc`) ? await readDocument(entry, ours, true, serving(folder)) : undefined
      const reason = (one: Awaited<ReturnType<typeof readDocument>> | undefined) => (one?.ok === false ? one.reason : '')
      add([
        ...compareField(name, 'read', reason(read), ''),
        ...compareField(name, 'read when changed', reason(changed), 'wrong-hash'),
        ...(signed ? compareField(name, 'signed by another', reason(signed), 'foreign-signature') : []),
      ])
    }
    return outcome
  },
}
