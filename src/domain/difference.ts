/** A line of two texts that are compared: in both, only in the one before, only in the one after. */
export interface ComparedLine {
  what: 'same' | 'out' | 'in'
  text: string
}

/**
 * What is other between two texts of lines: the longest common lines stay, the rest went out or came in. For texts that people write: time and
 * memory grow with the product of their lengths.
 */
export function compareLines(before: readonly string[], after: readonly string[]): ComparedLine[] {
  const common = commonLengths(before, after)
  const lines: ComparedLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push({ what: 'same', text: before[i]! })
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      lines.push({ what: 'out', text: before[i++]! })
    else lines.push({ what: 'in', text: after[j++]! })
  }
  return lines
}

/** How many lines the rests of two texts have in common, from each place in either. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i]![j] = before[i] === after[j] ? 1 + common[i + 1]![j + 1]! : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  return common
}
