/**
 * The names that are, in the end, made of themselves, or of such a one. `partsOf` says what each is made of; parts that are no
 * names of their own are made of nothing. Time: in proportion to names and parts, whatever they look like.
 */
export function inCircles(partsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const users = new Map<string, string[]>()
  const open = new Map<string, number>()
  for (const [name, all] of partsOf) {
    const parts = [...new Set(all)].filter((part) => partsOf.has(part))
    open.set(name, parts.length)
    for (const part of parts) if (users.get(part)?.push(name) === undefined) users.set(part, [name])
  }
  // Taken away when all that it is made of has gone; what nobody can take away goes round.
  const gone = [...open].filter(([, count]) => count === 0).map(([name]) => name)
  for (const name of gone)
    for (const user of users.get(name) ?? []) {
      const left = open.get(user)! - 1
      open.set(user, left)
      if (left === 0) gone.push(user)
    }
  const left = new Set(partsOf.keys())
  for (const name of gone) left.delete(name)
  return left
}
