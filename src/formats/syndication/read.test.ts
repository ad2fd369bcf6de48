import { describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { readFeedDate, rfc822 } from './dates.ts'
import { htmlText } from './html.ts'
import { readFeed } from './read.ts'
import { feedReasons, largestFeed, mostItems } from './shape.ts'
import { tellFeedProblem } from './words.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))
const read = (text: string, url?: string) => readFeed(bytes(text), { ...(url && { url }) })
const rss = (items: string, more = '') =>
  read(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://feed.example/</link>${more}${items}</channel></rss>`,
  )
const item = (inner: string) => rss(`<item>${inner}</item>`).feed!.items[0]!
const atom = (inner: string, url?: string) => read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb">${inner}</feed>`, url)

describe('RSS 2.0', () => {
  it('gives an item with everything that it says', () => {
    const { form, feed, problems } = read(
      `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://media.example/">
<channel>
<title>Varsler &amp; råd</title>
<link>https://cert.example/varsler/</link>
<language>nb</language>
<lastBuildDate>Sat, 21 Nov 2026 10:00:00 +0100</lastBuildDate>
<item>
<guid isPermaLink="false">urn:x:1</guid>
<title>Sårbarhet i Example VPN</title>
<media:title>not this</media:title>
<link>1.html</link>
<pubDate>Fri, 20 Nov 2026 08:15:00 GMT</pubDate>
<author>vakt@cert.example (Vakten)</author>
<dc:creator>Teamet</dc:creator>
<category>VPN</category><category>kritisk</category><category>VPN</category>
<description><![CDATA[<p>Oppdater <b>nå</b>.</p><ul><li>Først dette</li><li>S&aring; dette</li></ul><script>alert('x')</script>]]></description>
</item>
</channel></rss>`,
    )
    expect(problems).toEqual([])
    expect(form).toBe('rss')
    expect(feed).toEqual({
      title: 'Varsler & råd',
      link: 'https://cert.example/varsler/',
      language: 'nb',
      updated: '2026-11-21T09:00:00.000Z',
      items: [
        {
          id: 'urn:x:1',
          title: 'Sårbarhet i Example VPN',
          link: 'https://cert.example/varsler/1.html',
          summary: 'Oppdater nå.\n- Først dette\n- Så dette',
          published: '2026-11-20T08:15:00.000Z',
          authors: ['Vakten', 'Teamet'],
          categories: ['VPN', 'kritisk'],
        },
      ],
    })
  })

  it('decodes each layer once: what speaks of markup stays text', () => {
    expect(item('<title>Fault in &lt;script&gt; of AT&amp;T &amp;#8211; fixed</title>').title).toBe(
      'Fault in <script> of AT&T – fixed',
    )
    expect(item('<title>a</title><description>&lt;p&gt;Use &amp;amp;lt;b&amp;amp;gt;&lt;/p&gt;</description>').summary).toBe(
      'Use &lt;b&gt;',
    )
    expect(item('<title>a</title><description>1 &lt; 2 &amp;amp; 3\nline two</description>').summary).toBe('1 < 2 & 3\nline two')
    expect(item('<title>&lt;b&gt;Bold&lt;/b&gt; &amp;nbsp;title&nbsp;x</title>').title).toBe('Bold title x')
  })

  it('lets broken markup, a bare ampersand and an unknown prefix cost little', () => {
    const { feed, problems } = rss('<item><title>AT&T & others</title><media:x>1</media:x></item><item><title>b</title></item>')
    expect(feed!.items.map(({ title }) => title)).toEqual(['AT&T & others', 'b'])
    expect(new Set(problems.map(({ reason }) => reason))).toEqual(new Set(['bad-xml']))
  })

  it('knows an item without an id by its page, then by its title, and takes the same one once', () => {
    const { feed, problems } = rss(
      '<item><title>a</title><link>https://a.example/</link></item><item><title>b</title></item><item><title>b</title></item><item/>',
    )
    expect(feed!.items.map(({ id }) => id)).toEqual(['https://a.example/', 'b'])
    expect(problems.map(({ reason }) => reason)).toEqual(['duplicate-id', 'no-item-text'])
  })

  it('takes a guid that is a page for the page, and no link that is not to one', () => {
    expect(item('<title>a</title><guid>https://a.example/1</guid>').link).toBe('https://a.example/1')
    expect(item('<title>a</title><link>javascript:alert(1)</link>').link).toBeUndefined()
    expect(rss('<item><title>a</title><link>data:text/html,x</link></item>').problems).toEqual([{ line: 1, reason: 'bad-link' }])
  })
})

describe('RSS 1.0', () => {
  it('gives items that stand beside their channel', () => {
    const { form, feed } = read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://x.example/"><title>Old news</title><link>https://x.example/</link><dc:date>2026-11-20</dc:date></channel>
<item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link><dc:date>2026-11-19T10:00+01:00</dc:date><dc:subject>a</dc:subject></item>
</rdf:RDF>`)
    expect(form).toBe('rss-1')
    expect(feed).toMatchObject({ title: 'Old news', updated: '2026-11-20T00:00:00.000Z' })
    expect(feed!.items).toEqual([
      {
        id: 'https://x.example/1',
        title: 'One',
        link: 'https://x.example/1',
        summary: '',
        published: '2026-11-19T09:00:00.000Z',
        authors: [],
        categories: ['a'],
      },
    ])
  })
})

describe('Atom 1.0', () => {
  it('tells text, HTML and XHTML apart, and takes the content where there is no summary', () => {
    const { form, feed, problems } =
      atom(`<title type="html">A &amp;amp; B</title><id>urn:f</id><updated>2026-11-21T10:00:00+01:00</updated>
<entry><id>urn:1</id><title>Uses &lt;b&gt;</title><updated>2026-11-20T10:00:00Z</updated><published>2026-11-19T10:00:00Z</published>
<author><name>Kari</name><email>kari@x.example</email></author><category term="vpn" label="VPN"/><link href="https://x.example/1"/>
<summary type="text">1 &lt; 2</summary></entry>
<entry><id>urn:2</id><title type="html">&lt;em&gt;Two&lt;/em&gt;</title><content type="html">&lt;p&gt;x &amp;lt; y&lt;/p&gt;</content></entry>
<entry><id>urn:3</id><title>Three</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>bold</b> &amp; plain</p><script>no()</script><p>Two</p></div></content></entry>
<entry><id>urn:4</id><title>Four</title><content type="image/png">iVBORw0KGgo=</content></entry>`)
    expect(problems).toEqual([])
    expect(form).toBe('atom')
    expect(feed).toMatchObject({ title: 'A & B', language: 'nb', updated: '2026-11-21T09:00:00.000Z' })
    expect(feed!.items[0]).toEqual({
      id: 'urn:1',
      title: 'Uses <b>',
      link: 'https://x.example/1',
      summary: '1 < 2',
      published: '2026-11-19T10:00:00.000Z',
      updated: '2026-11-20T10:00:00.000Z',
      authors: ['Kari'],
      categories: ['VPN'],
    })
    expect(feed!.items.slice(1).map(({ title, summary }) => [title, summary])).toEqual([
      ['Two', 'x < y'],
      ['Three', 'One bold & plain\n\nTwo'],
      ['Four', ''],
    ])
  })

  it('resolves links against xml:base, the page of the feed and where it was fetched, and takes the page before other links', () => {
    const entry = (link: string, attributes = '') =>
      `<entry ${attributes}><id>urn:${link.length}</id><title>x</title>${link}</entry>`
    const links = (feed: string, url?: string) => atom(feed, url).feed!.items.map(({ link }) => link)
    expect(links(entry('<link href="a"/>'), 'https://x.example/feeds/atom.xml')).toEqual(['https://x.example/feeds/a'])
    expect(links(`<link href="https://x.example/news/"/>${entry('<link href="a"/>')}`)).toEqual(['https://x.example/news/a'])
    expect(links(entry('<link href="a"/>', 'xml:base="https://y.example/b/"'), 'https://x.example/')).toEqual([
      'https://y.example/b/a',
    ])
    expect(
      links(
        entry(
          '<link rel="self" href="https://x.example/s"/><link type="application/json" href="https://x.example/j"/><link href="https://x.example/h"/>',
        ),
      ),
    ).toEqual(['https://x.example/h'])
  })
})

describe('the bytes', () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?><rss><channel><title>Blåbær – sjø</title></channel></rss>`
  const title = (input: Uint8Array) => readFeed(input).feed!.title

  it('are read in the encoding that the mark or the declaration says', () => {
    expect(title(bytes(text('utf-8')))).toBe('Blåbær – sjø')
    expect(title(bytes(`\ufeff${text('iso-8859-1')}`))).toBe('Blåbær – sjø')
    expect(title(bytes(text('ISO-8859-1').replace('–', '-'), 'latin1'))).toBe('Blåbær - sjø')
    expect(title(bytes(`\ufeff${text('utf-16')}`, 'utf16le'))).toBe('Blåbær – sjø')
    expect(title(bytes(text('utf-16'), 'utf16le'))).toBe('Blåbær – sjø')
    expect(title(bytes(text('utf-16')))).toBe('Blåbær – sjø')
  })

  it('that are not what they say are read all the same, and that is told', () => {
    const { feed, problems } = readFeed(bytes(text('utf-8').replace('–', '-'), 'latin1'))
    expect(feed!.title).toBe('Blåbær - sjø')
    expect(problems).toEqual([{ line: 0, reason: 'bad-encoding' }])
    expect(title(bytes(text('no-such-encoding')))).toBe('Blåbær – sjø')
  })
})

describe('what is hostile', () => {
  it('expands no entity, neither of ten levels nor of a file', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')
    const begun = performance.now()
    const { feed } = read(
      `<!DOCTYPE rss [<!ENTITY e0 "lol">${levels}<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><title>&e9; &f;</title></channel></rss>`,
    )
    expect(feed!.title).toBe('&e9; &f;')
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  it('stops at 200 levels, and reads no file over 10 MB', () => {
    expect(rss('<a>'.repeat(50_000)).problems.map(({ reason }) => reason)).toContain('too-deep')
    expect(readFeed(new Uint8Array(largestFeed + 1))).toEqual({ problems: [{ line: 0, reason: 'too-large' }] })
  })

  it('takes 5,000 items and says once that there are more', () => {
    const { feed, problems } = rss(Array.from({ length: mostItems + 20 }, (_, n) => `<item><title>${n}</title></item>`).join(''))
    expect(feed!.items).toHaveLength(mostItems)
    expect(problems.map(({ reason }) => reason)).toEqual(['too-many-items'])
  })

  it('takes no longer for markup that never ends than for as much text', () => {
    for (const evil of ['<a ', '<a x="', '<a x=">" ', '<!--', '<script>', '<li><', '&amp', "<a x='\"' ", '</']) {
      const begun = performance.now()
      htmlText(evil.repeat(Math.ceil(400_000 / evil.length)))
      expect(performance.now() - begun, evil).toBeLessThan(2_000)
    }
  })

  it('keeps what came before a feed ends too early', () => {
    const { feed, problems } = read('<rss><channel><title>N</title><item><title>a</title></item><item><title>b')
    expect(feed!.items.map(({ title }) => title)).toContain('a')
    expect(problems.map(({ reason }) => reason)).toContain('truncated')
  })

  it.each(['', 'hello', '<html><body/></html>', '{"version": "https://jsonfeed.org/version/1"}'])('is no feed: %j', (text) => {
    const { form, problems } = read(text)
    expect(form).toBeUndefined()
    expect(problems.map(({ reason }) => reason)).toContain('not-a-feed')
  })
})

describe('the dates of feeds', () => {
  it.each([
    ['Fri, 20 Nov 2026 08:15:30 GMT', '2026-11-20T08:15:30.000Z'],
    ['Fri, 20 Nov 2026 08:15:30 +0100', '2026-11-20T07:15:30.000Z'],
    ['Mon, 20 Nov 2026 08:15 +01:00', '2026-11-20T07:15:00.000Z'],
    ['20 November 2026 08:15:30 CET', '2026-11-20T07:15:30.000Z'],
    ['Friday, 20-Nov-26 08:15:30 EST', '2026-11-20T13:15:30.000Z'],
    ['1 Jan 1999', '1999-01-01T00:00:00.000Z'],
    ['2026-11-20T08:15:30.5+02:00', '2026-11-20T06:15:30.500Z'],
    ['2026-11-20 08:15:30', '2026-11-20T08:15:30.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ])('%s is %s', (text, moment) => expect(readFeedDate(text)).toBe(moment))

  it.each([
    '',
    'yesterday',
    '31 Feb 2026 10:00:00 GMT',
    '2026-02-30',
    'Fri, 20 Nov 2026 08:15:30 XYZ',
    '20/11/2026',
    '20 Nov 2026 25:00:00 GMT',
  ])('%j is none', (text) => expect(readFeedDate(text)).toBeUndefined())

  it('are written as RSS wants them', () => {
    expect(rfc822('2026-11-20T08:15:30.000Z')).toBe('Fri, 20 Nov 2026 08:15:30 GMT')
  })
})

it('Every problem is told in a sentence of its own in each language, with its line', () => {
  for (const locale of locales) {
    const told = feedReasons.map((reason) => tellFeedProblem(locale, { line: 12, reason }))
    expect(new Set(told).size).toBe(feedReasons.length)
    for (const sentence of told) expect(sentence).toMatch(/^(Linje|Line) 12: \p{Lu}.*\.$/u)
  }
})
