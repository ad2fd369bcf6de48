const longest = 150
const control = /\p{Cc}|\p{Cf}/gu
const forbidden = /[\\/:*?"<>|]+/g

/** A name that every file system takes: without signs that mean something there, dots at its ends, or more than 150 signs. */
export function safeName(name: string): string {
  const clean = name.replace(control, ' ').replace(forbidden, ' ').replace(/\s+/g, ' ').toWellFormed()
  const [, stem = clean, ending = ''] = /^(.*?)\s*(\.[a-z0-9]{1,8})?$/i.exec(clean) ?? []
  return `${
    [...stem]
      .slice(0, longest)
      .join('')
      .replace(/^[\s.]+|[\s.]+$/g, '') || 'varde'
  }${ending}`
}

/** Says under what name a file is kept (RFC 6266): as it is called, and for whoever knows ASCII only, without its other signs. */
export function disposition(fileName: string): string {
  const name = safeName(fileName)
  const plain = name.replaceAll(/[^\w.-]+/g, '_')
  if (plain === name) return `attachment; filename="${name}"`
  // RFC 8187, 3.2.1: these are left by encodeURIComponent and are no attr-char.
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
