import type { Block, Row } from './blocks.ts'
import { wrapped } from './clean.ts'

const width = 72

/** The mail as plain text. */
export const asText = (blocks: readonly Block[]): string => `${blocks.map(textOf).join('\n\n')}\n`

function textOf(block: Block): string {
  switch (block.is) {
    case 'lead':
      return indented('', [`${block.tlp}.`, sentence(block.title), ...block.lines].join(' '))
    case 'heading':
      return `${block.text}\n${(block.level === 2 ? '=' : '-').repeat(Math.min(width, block.text.length))}`
    case 'words':
      return indented('', block.text)
    case 'steps':
      return block.items.map((item, index) => indented(`${index + 1}. `, item)).join('\n')
    case 'points':
      return block.items.map((item) => indented('- ', item)).join('\n')
    case 'link':
      return `${block.text}:\n${block.href}`
    case 'table':
      return [`${block.caption}:`, ...block.rows.map((row, index) => rowText(row, index + 1, block.columns))].join('\n\n')
    case 'signature':
      return block.lines.flatMap((line) => wrapped(line, width)).join('\n')
  }
}

function rowText(row: Row, number: number, columns: readonly string[]): string {
  const facts = row.cells.map((cell, index) => `${columns[index + 1]}: ${cell}`).join(' · ')
  return [indented(`${number}. `, row.name), indented('   ', facts), ...row.more.map((line) => indented('   ', line))].join('\n')
}

/** Lines that begin below where the words of the first one begin. */
const indented = (mark: string, text: string): string =>
  wrapped(text, width - mark.length)
    .map((line, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + line)
    .join('\n')

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
