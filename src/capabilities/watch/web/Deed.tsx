import { lazy, Suspense, useEffect } from 'react'
import type { Doing } from './deeds.ts'

const loadDialogs = () => import('./Dialogs.tsx')
const Dialogs = lazy(() => loadDialogs().then((room) => ({ default: room.Dialogs })))

/** The dialog that is open, if one is. It is fetched once the page stands. */
export function Deed({ doing, onClose, onDone }: { doing: Doing | undefined; onClose: () => void; onDone?: () => void }) {
  useEffect(() => void loadDialogs(), [])
  if (!doing || doing.tasks.length === 0) return null
  return (
    <Suspense>
      <Dialogs what={doing.what} tasks={doing.tasks} onClose={onClose} onDone={onDone ?? onClose} />
    </Suspense>
  )
}
