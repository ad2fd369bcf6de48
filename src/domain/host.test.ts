import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Host, hostOfUrl, isWithin, readHost, readUrl, registrableDomain } from './host.ts'

it('reads names in lower case, without final dot, foreign letters as A-labels', () => {
  expect(readHost(' WWW.Varde.Example. ')).toBe('www.varde.example')
  expect(readHost('Blåbær.example')).toBe('xn--blbr-roah.example')
  expect(readHost('varde。example')).toBe('varde.example')
  expect(readHost('_dmarc.varde.example')).toBe('_dmarc.varde.example')
  expect(readHost('localhost')).toBe('localhost')
})

it('keeps to the lengths of RFC 1035', () => {
  expect(readHost(`${'a'.repeat(63)}.example`)).toBeDefined()
  expect(readHost(`${'a'.repeat(64)}.example`)).toBeUndefined()
  expect(readHost(`${'a.'.repeat(126)}a`)).toHaveLength(253)
  expect(readHost(`${'a.'.repeat(126)}aa`)).toBeUndefined()
})

it('refuses addresses and what is no name', () => {
  const wrong = [
    '',
    '.',
    '..',
    'a..b',
    '.varde.example',
    '198.18.0.1',
    '198.18.1',
    '0x7f.1',
    '１９８.18.0.1',
    '2001:db8::1',
    '[::1]',
    '*.varde.example',
    'varde.example:443',
    'varde.example/x',
    'user@varde.example',
    'varde example',
    'ø varde.example',
    'ø%2f.example',
    'ø/.example',
    'a\0b.example',
  ]
  for (const text of wrong) expect(readHost(text), text).toBeUndefined()
})

it('reads what it wrote to the same name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.string({ unit: fc.constantFrom('å', 'b', '.', '-', '1', 'ß', '日') })), (text) => {
      const host = readHost(text)
      if (host !== undefined) expect(readHost(host)).toBe(host)
    }),
    { seed: 1035, numRuns: 1_000 },
  )
})

it('finds the registered name by the public-suffix list, its private part included', () => {
  expect(registrableDomain('www.varde.example')).toBe('varde.example')
  expect(registrableDomain('post.vik.kommune.no')).toBe('vik.kommune.no')
  expect(registrableDomain('a.b.co.uk')).toBe('b.co.uk')
  expect(registrableDomain('one.github.io')).toBe('one.github.io')
  for (const suffix of ['example', 'kommune.no', 'co.uk', 'github.io', 'no'])
    expect(registrableDomain(suffix), suffix).toBeUndefined()
})

it('holds a host within a domain label by label', () => {
  expect(isWithin('varde.example', 'varde.example')).toBe(true)
  expect(isWithin('a.b.varde.example', 'varde.example')).toBe(true)
  expect(isWithin('badvarde.example', 'varde.example')).toBe(false)
  expect(isWithin('example', 'varde.example')).toBe(false)
  expect(isWithin('varde.example.test', 'varde.example')).toBe(false)
})

it('reads absolute addresses to canonical text', () => {
  expect(readUrl('HTTP://WWW.Varde.Example:80/A?b=C#d')).toBe('http://www.varde.example/A?b=C#d')
  expect(readUrl('https://varde.example.')).toBe('https://varde.example/')
  expect(readUrl('https://blåbær.example:8443/ø')).toBe('https://xn--blbr-roah.example:8443/%C3%B8')
  expect(readUrl('ftp://198.18.0.1/file')).toBe('ftp://198.18.0.1/file')
  expect(readUrl('http://[2001:DB8::1]:8080/')).toBe('http://[2001:db8::1]:8080/')
})

it('refangs scheme and host, and leaves the path alone', () => {
  for (const text of [
    'hxxps://evil[.]varde[.]example/a',
    'hXXps[:]//evil(.)varde.example/a',
    'hxxps[://]evil[dot]varde{.}example/a',
  ]) {
    expect(readUrl(text), text).toBe('https://evil.varde.example/a')
  }
  expect(readUrl('fxp://varde[.]example/')).toBe('ftp://varde.example/')
  expect(readUrl('http://varde[.]example/a[.]b')).toBe('http://varde.example/a[.]b')
  expect(readUrl('http://varde.example[:]8080/')).toBe('http://varde.example:8080/')
})

it('refuses what is relative, of another scheme, too long, or without a proper host', () => {
  const wrong = [
    '',
    '/a',
    '//varde.example/',
    'varde.example',
    'http:varde.example',
    'http:/varde.example',
    'javascript:alert(1)',
    'mailto:a@varde.example',
    'file:///etc/hosts',
    'http://',
    'http://a..b/',
    'http://varde.example/a\nb',
    'http://a b/',
    'http://varde.example:99999/',
    `http://varde.example/${'a'.repeat(4_166)}`,
    `http://varde.example/${'ø'.repeat(1_000)}`,
  ]
  for (const text of wrong) expect(readUrl(text), text.slice(0, 60)).toBeUndefined()
})

it('says whom a URL points at: a name, or an address', () => {
  expect(hostOfUrl('https://user:secret@WWW.varde.example:8443/')).toBe('www.varde.example')
  expect(hostOfUrl('http://[2001:db8::1]/')).toBe('2001:db8::1')
  expect(hostOfUrl('http://[::ffff:198.18.0.1]/')).toBe('198.18.0.1')
  expect(hostOfUrl('http://0xc6120001/')).toBe('198.18.0.1')
  expect(hostOfUrl('varde.example')).toBeUndefined()
})

it('never fails on hostile text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string().map((text) => `hxxp://${text}`),
      ),
      (text) => {
        const url = readUrl(text)
        if (url !== undefined) expect(readUrl(url)).toBe(url)
      },
    ),
    { seed: 3986, numRuns: 3_000 },
  )
  expect(Host.safeParse('198.18.0.1').success).toBe(false)
  expect(Host.parse('Varde.Example')).toBe('varde.example')
})
