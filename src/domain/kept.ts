/**
 * Makes something once for whatever it is made of, and when it is first asked for. Forms of `Intl` are such: making one takes longer
 * than a hundred uses of it.
 */
export function kept<Given extends readonly unknown[], Made>(make: (...given: Given) => Made): (...given: Given) => Made {
  const all = new Map<string, Made>()
  return (...given) => {
    const key = JSON.stringify(given)
    const made = all.get(key) ?? make(...given)
    all.set(key, made)
    return made
  }
}
