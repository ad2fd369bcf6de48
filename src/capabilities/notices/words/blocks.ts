import type { Tlp } from '#domain/tlp.ts'

/** The parts of a mail, in order. Text and HTML are both written from them, and so say the same. */
export type Block =
  | { is: 'lead'; tlp: Tlp; title: string; lines: readonly string[] }
  | { is: 'heading'; level: 2 | 3; text: string }
  | { is: 'words'; text: string }
  | { is: 'steps'; items: readonly string[] }
  | { is: 'points'; items: readonly string[] }
  | { is: 'link'; text: string; href: string; button?: boolean }
  | { is: 'table'; caption: string; columns: readonly string[]; rows: readonly Row[] }
  | { is: 'signature'; lines: readonly string[] }

/** The first cell has a line that names the row, and lines that tell more; the others have a word or two each. */
export interface Row {
  name: string
  more: readonly string[]
  cells: readonly string[]
}

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ is: 'heading', level, text })
export const words = (text: string): Block => ({ is: 'words', text })
