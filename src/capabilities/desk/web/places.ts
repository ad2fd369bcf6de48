/** A page that may be gone to: where it is, and what it is called. */
export interface Place {
  link: string
  title: string
}

/** The pages of one's own menu, each with the group in which it stands and other words for it. */
export interface Pages {
  menu: readonly (Place & { group: string; words: string })[]
  /** Whether a page of ours stands at this path and may be opened. */
  has: (path: string) => boolean
}

const remembered = 'varde.recent'
const kept = 8

interface Recent {
  who: string
  places: Place[]
}

const read = (): Recent | undefined => {
  try {
    return JSON.parse(sessionStorage.getItem(remembered) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Where somebody has been in this tab, the latest first; nobody else's. */
export const recentPlaces = (who: string): readonly Place[] => {
  const recent = read()
  return recent?.who === who ? recent.places : []
}

/** The places with one more in front; the page with other filters is the same place. */
export function withPlace(places: readonly Place[], place: Place): Place[] {
  const pathOf = ({ link }: Place) => link.split('?')[0]
  return [place, ...places.filter((other) => pathOf(other) !== pathOf(place))].slice(0, kept)
}

/** Notes where somebody is. */
export const notePlace = (who: string, place: Place): void =>
  sessionStorage.setItem(remembered, JSON.stringify({ who, places: withPlace(recentPlaces(who), place) } satisfies Recent))

/** Nobody has been anywhere. */
export const forgetPlaces = (): void => sessionStorage.removeItem(remembered)
