import { inflateSync } from 'node:zlib'

const woffHeader = 44
const woffEntry = 20
const sfntHeader = 12
const sfntEntry = 16

/**
 * A WOFF 1 font as the OpenType file that it wraps (W3C WOFF 1.0, 3–5), under a family name of our own: each table is inflated, the
 * directory and the names are written anew. So the web fonts of the pages are the fonts of printed documents too, and no font of the
 * machine is taken for them.
 */
export function openTypeOf(woff: Buffer, family: string): Buffer {
  if (woff.readUInt32BE(0) !== 0x774f4646) throw new Error('not a WOFF 1 font')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = woffHeader + index * woffEntry
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const bytes = woff.subarray(offset, offset + packed)
    const tag = woff.subarray(at, at + 4)
    if (tag.toString('latin1') === 'name') return { tag, checksum: 0, bytes: namesOf(family) }
    return { tag, checksum: woff.readUInt32BE(at + 16), bytes: packed < length ? inflateSync(bytes) : bytes }
  })
  const directory = Buffer.alloc(sfntHeader + count * sfntEntry)
  const power = 2 ** Math.floor(Math.log2(count))
  woff.copy(directory, 0, 4, 8)
  directory.writeUInt16BE(count, 4)
  directory.writeUInt16BE(power * sfntEntry, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((count - power) * sfntEntry, 10)
  const parts = [directory]
  let offset = directory.length
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = sfntHeader + index * sfntEntry
    tag.copy(directory, at)
    directory.writeUInt32BE(checksum, at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(bytes.length, at + 12)
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
    parts.push(padded)
    offset += padded.length
  }
  return Buffer.concat(parts)
}

/** A table of names with the family alone (OpenType name, format 0; Windows, Unicode, American English). */
function namesOf(family: string): Buffer {
  const text = Buffer.from(family, 'utf16le').swap16()
  const head = Buffer.alloc(18)
  for (const [index, value] of [0, 1, 18, 3, 1, 0x409, 1, text.length, 0].entries()) head.writeUInt16BE(value, index * 2)
  return Buffer.concat([head, text])
}

/** Every character that an OpenType font has a glyph for, as ranges `[first, last]` (OpenType cmap, formats 4 and 12). */
export function charactersOf(font: Buffer): [number, number][] {
  const cmap = tableOf(font, 'cmap')
  const found: [number, number][] = []
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + index * 8))
    const format = table.readUInt16BE(0)
    if (format === 4) found.push(...segmentsOf(table))
    if (format === 12)
      for (let group = 0; group < table.readUInt32BE(12); group += 1)
        found.push([table.readUInt32BE(16 + group * 12), table.readUInt32BE(20 + group * 12)])
  }
  return found
}

/** Segments of format 4; a character of a segment that is mapped to glyph 0 is not there. */
function segmentsOf(table: Buffer): [number, number][] {
  const double = table.readUInt16BE(6)
  const found: [number, number][] = []
  for (let at = 0; at < double; at += 2) {
    const last = table.readUInt16BE(14 + at)
    const first = table.readUInt16BE(16 + double + at)
    const delta = table.readUInt16BE(16 + 2 * double + at)
    const place = 16 + 3 * double + at
    const range = table.readUInt16BE(place)
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = range === 0 ? (code + delta) & 0xffff : table.readUInt16BE(place + range + 2 * (code - first))
      if (glyph !== 0) found.push([code, code])
    }
  }
  return found
}

function tableOf(font: Buffer, tag: string): Buffer {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = sfntHeader + index * sfntEntry
    if (font.toString('latin1', at, at + 4) === tag)
      return font.subarray(font.readUInt32BE(at + 8), font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12))
  }
  throw new Error(`the font has no table ${tag}`)
}
