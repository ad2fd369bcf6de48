import { createContext, Suspense, useContext } from 'react'
import type { PageEntry } from './pages.ts'

const Entries = createContext<readonly PageEntry[]>([])

/** The pages that may have something to say on the front page of whoever is signed in; the shell knows them. */
export const FrontEntries = Entries.Provider

/** What waits on other pages, said on the front page of a member: each room says it of its own, and nothing when nothing waits. */
export function FrontNotes() {
  return useContext(Entries).map(
    ({ path, front: Note }) =>
      Note && (
        <Suspense key={path}>
          <Note />
        </Suspense>
      ),
  )
}
