import type { Reader } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { Mapping, readDelimited } from '#formats/delimited/read.ts'
import { readIntelmq } from '#formats/intelmq/read.ts'
import { readN6 } from '#formats/n6/read.ts'
import { readShadowserver, reportTypeOf } from '#formats/shadowserver/read.ts'
import { readXarf } from '#formats/xarf/read.ts'
import type { FeedFormat } from './contract.ts'

const fixed: Partial<Record<FeedFormat, Reader>> = {
  shadowserver: readShadowserver,
  intelmq: readIntelmq,
  n6: readN6,
  xarf: readXarf,
}

/** The reader of a format; csv and json need a mapping that a person made. */
export function readerFor(format: FeedFormat, mapping: unknown): Result<Reader, 'bad-mapping'> {
  const reader = fixed[format]
  if (reader) return ok(reader)
  const parsed = Mapping.safeParse(mapping)
  return parsed.success ? ok(readDelimited(parsed.data)) : no('bad-mapping', parsed.error.issues[0]?.message)
}

/** The report type that a file's name tells, for formats that have one. */
export const reportTypeFor = (format: FeedFormat, fileName: string, type: string | undefined): string | undefined =>
  format === 'shadowserver' ? reportTypeOf(fileName, type) : type
