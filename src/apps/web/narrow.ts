import { useSyncExternalStore } from 'react'

/** The width at which the menu is a button, as in `shell.css`. */
const narrow = () => matchMedia('(max-width: 56.25rem)')

function watch(tell: () => void): () => void {
  const query = narrow()
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

/** Whether the screen is too narrow for a menu beside the page. */
export const useIsNarrow = (): boolean => useSyncExternalStore(watch, () => narrow().matches)
