import type { Locale } from '#domain/locale.ts'
import { tlpColours } from '#domain/tlp.ts'
import type { Block, Row } from './blocks.ts'
import { dates, escaped, wrapped } from './clean.ts'

/** Lines of the source; far below the 998 octets of RFC 5322, 2.1.1. */
const width = 150

/**
 * Colours of the house. Whoever shows no styles sees plain headings, lists and tables; whoever has a dark screen gets the dark
 * ones. Each pair of text and ground has a contrast of at least 4.5 (WCAG 2.2, 1.4.3).
 */
const style = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: #f3f6f8; color: #1f2528; }
.all { background: #f3f6f8; color: #1f2528; font: 16px/1.5 Inter, Helvetica, Arial, sans-serif; }
.paper { background: #ffffff; padding: 24px; text-align: left; }
h1, h2, h3, p, li, .name { overflow-wrap: anywhere; }
h1 { margin: 16px 0 8px; font-size: 24px; line-height: 1.25; }
h2 { margin: 32px 0 8px; font-size: 19px; line-height: 1.3; }
h3 { margin: 20px 0 4px; font-size: 16px; line-height: 1.4; }
p { margin: 0 0 12px; }
ol, ul { margin: 0 0 12px; padding-left: 24px; }
li { margin: 0 0 8px; }
a { color: #035a69; text-decoration: underline; }
.tlp { display: inline-block; padding: 2px 8px; background: #000000; font-weight: bold; }
.rows { width: 100%; margin: 0 0 12px; border-collapse: collapse; }
.rows caption { padding: 0 0 6px; color: #4d575e; text-align: left; font-size: 14px; }
.rows th, .rows td { padding: 8px 12px 8px 0; border-top: 1px solid #cbd2d7; vertical-align: top; text-align: left; }
.rows thead th { border-top: 0; padding-bottom: 4px; color: #4d575e; font-size: 14px; }
.rows tbody th { width: 60%; font-weight: normal; }
.date { white-space: nowrap; }
.gap { margin: 0 0 16px; }
.more { color: #4d575e; font-size: 14px; }
.button { background: #035a69; border-radius: 4px; }
.button a { display: inline-block; padding: 12px 20px; color: #ffffff; font-weight: bold; text-decoration: none; }
.signature { margin-top: 32px; padding-top: 16px; border-top: 1px solid #cbd2d7; color: #4d575e; }
@media (max-width: 480px) {
.paper { padding: 16px; }
h1 { font-size: 22px; }
.rows th, .rows td { padding-right: 8px; }
}
@media (prefers-color-scheme: dark) {
body, .all { background: #111417 !important; color: #e7ecef !important; }
.paper { background: #191e20 !important; color: #e7ecef !important; }
a { color: #6ec6db !important; }
.rows caption, .rows thead th, .more, .signature { color: #b0bdc5 !important; }
.rows th, .rows td, .signature { border-color: #42494d !important; }
.button { background: #6ec6db !important; }
.button a { color: #02171c !important; }
}
`.trim()

/** The mail as HTML: no pictures, no scripts, nothing that is fetched from anywhere. */
export const asHtml = (blocks: readonly Block[], { locale, title }: { locale: Locale; title: string }): string =>
  `${[
    '<!DOCTYPE html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(title)}</title>`,
    '<style>',
    style,
    '</style>',
    '</head>',
    '<body bgcolor="#f3f6f8">',
    '<div role="main">',
    '<table role="presentation" class="all" width="100%" border="0" cellspacing="0" cellpadding="0">',
    '<tr><td align="center">',
    '<table role="presentation" width="100%" border="0" cellspacing="0" cellpadding="0" style="max-width:680px">',
    '<tr><td class="paper" bgcolor="#ffffff">',
    ...blocks.flatMap(htmlOf),
    '</td></tr></table>',
    '</td></tr></table>',
    '</div>',
    '</body>',
    '</html>',
  ].join('\n')}\n`

/** A part of a mail, as it stands in the whole. */
export const htmlPart = (blocks: readonly Block[]): string => blocks.flatMap(htmlOf).join('\n')

function htmlOf(block: Block): string[] {
  switch (block.is) {
    case 'lead':
      return [
        `<p><strong class="tlp" style="background-color:#000000;color:${tlpColours[block.tlp]}">${block.tlp}</strong></p>`,
        ...element('h1', block.title),
        ...block.lines.flatMap((text) => element('p', text)),
      ]
    case 'heading':
      return element(`h${block.level}`, block.text)
    case 'words':
      return element('p', block.text)
    case 'steps':
      return ['<ol>', ...block.items.flatMap((item) => element('li', item)), '</ol>']
    case 'points':
      return ['<ul>', ...block.items.flatMap((item) => element('li', item)), '</ul>']
    case 'link':
      return block.button ? button(block.href, block.text) : ['<p>', ...anchor(block.href, block.text), '</p>']
    case 'table':
      return table(block)
    case 'signature':
      return ['<p class="signature">', block.lines.map((line) => lines(line).join('\n')).join('<br>\n'), '</p>']
  }
}

const lines = (text: string): string[] =>
  wrapped(text, width).map((line) => escaped(line).replace(dates, '<span class="date">$&</span>'))

const element = (name: string, text: string, attributes = ''): string[] => {
  const [first, ...rest] = lines(text)
  return `${[`<${name}${attributes}>${first}`, ...rest].join('\n')}</${name}>`.split('\n')
}

const anchor = (href: string, text: string, attributes = ''): string[] => [
  `<a href="${escaped(href)}"${attributes}>`,
  ...lines(text),
  '</a>',
]

const button = (href: string, text: string): string[] => [
  '<table role="presentation" class="gap" border="0" cellspacing="0" cellpadding="0">',
  '<tr><td class="button" bgcolor="#035a69">',
  ...anchor(href, text, ' style="color:#ffffff"'),
  '</td></tr></table>',
]

const table = ({ caption, columns, rows }: Extract<Block, { is: 'table' }>): string[] => [
  '<table class="rows" width="100%" border="0" cellspacing="0" cellpadding="4">',
  ...element('caption', caption),
  '<thead><tr>',
  ...columns.flatMap((column) => element('th', column, ' scope="col" align="left"')),
  '</tr></thead>',
  '<tbody>',
  ...rows.flatMap(rowHtml),
  '</tbody>',
  '</table>',
]

const rowHtml = (row: Row): string[] => [
  '<tr>',
  '<th scope="row" class="name" align="left">',
  ...element('strong', row.name),
  ...row.more.flatMap((line) => element('div', line, ' class="more"')),
  '</th>',
  ...row.cells.flatMap((cell) => element('td', cell)),
  '</tr>',
]
