import type { SearchPart } from './contract.ts'

/** The part in which a thing with such an id is found. */
const partOfId: Readonly<Record<string, SearchPart>> = {
  org: 'organisations',
  fnd: 'findings',
  ntc: 'notices',
  tsk: 'tasks',
  msr: 'measures',
  adv: 'advisories',
  prd: 'products',
  adb: 'advice',
  src: 'sources',
  grp: 'groups',
}

/** What somebody who searches means: the one thing whose id it is, wherever it stands in the text, or words. */
export type Meant = { id: string; part: SearchPart } | { text: string }

/** Reads what was typed or pasted. A whole address of a page is as good as the id in it. */
export function readMeant(typed: string): Meant {
  const text = typed.trim()
  const [id, kind = ''] = /(?:^|[/\s])((\w{3})_[0-9a-f]{32})(?![0-9a-f])/i.exec(text)?.slice(1) ?? []
  const part = partOfId[kind.toLowerCase()]
  return id && part ? { id: id.toLowerCase(), part } : { text }
}
