import { closest, distance } from 'fastest-levenshtein'

/** The known word that somebody may have meant, in a half sentence; nothing when none is near. */
export function nearest(word: string, known: readonly string[]): string {
  const lower = word.toLowerCase()
  const prefix = known.find((one) => one.toLowerCase().startsWith(lower) && lower.length > 2)
  const best = prefix ?? (known.length > 0 ? closest(word, known) : undefined)
  const near = best !== undefined && (best === prefix || distance(lower, best.toLowerCase()) <= 3)
  return near ? `; did you mean "${best}"?` : `; known: ${known.join(', ')}`
}
