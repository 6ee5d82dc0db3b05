import { closest, distance } from 'fastest-levenshtein'

const MOST_EDITS = 3
const LONGEST = 64

/** The known word that somebody may have meant, in half a sentence; all of them when none is near. */
export function nearest(word: string, known: readonly string[]): string {
  if (known.length === 0) return ''
  const near = word.length <= LONGEST ? nearestOf(word.toLowerCase(), known) : undefined
  return near === undefined ? `; known: ${known.join(', ')}` : `; did you mean "${near}"?`
}

function nearestOf(word: string, known: readonly string[]): string | undefined {
  const begun = known.find((one) => word.length > 2 && one.toLowerCase().startsWith(word))
  if (begun !== undefined) return begun
  const best = closest(word, [...known])
  // Most of a short word has to be right.
  const edits = Math.min(MOST_EDITS, Math.floor(best.length / 2))
  return distance(word, best.toLowerCase()) <= edits ? best : undefined
}
