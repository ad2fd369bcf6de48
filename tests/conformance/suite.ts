/** One field in which we and the expectation differ. */
export interface Difference {
  /** The case inside the suite: a file, with row or entry. */
  case: string
  field: string
  ours: string
  theirs: string
}

/** What a suite came to. A case is one expectation: a row, an event, an entry of a list. */
export interface Outcome {
  total: number
  /** Differences of each case that has any; a case without is agreed. */
  differing: Difference[][]
  /** What lies there in formats that we do not read, by name. */
  notCovered: string[]
  /** Cases that agree only because a word was taken as renamed, and which word for which. */
  renamed: string[]
}

/** How one kind of folder is compared. Folders are known by name and by what is in them, never by the files of one data set. */
export interface Suite {
  /** Whether the folder (path below the data folder, with `/`) is one of these. */
  takes(path: string, entries: readonly string[]): boolean
  compare(folder: string): Promise<Outcome>
}

/** Gathers cases one by one. */
export function counting() {
  const outcome: Outcome = { total: 0, differing: [], notCovered: [], renamed: [] }
  return {
    outcome,
    /** One case with the differences that were found in it. */
    add(differences: readonly Difference[]) {
      outcome.total++
      if (differences.length > 0) outcome.differing.push([...differences])
    },
  }
}

/** What differs between two values, as text; equal ones give nothing. */
export const compareField = (inCase: string, field: string, ours: unknown, theirs: unknown): Difference[] =>
  ours === theirs ? [] : [{ case: inCase, field, ours: show(ours), theirs: show(theirs) }]

const show = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
