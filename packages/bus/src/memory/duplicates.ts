/**
 * True for an id that was seen within the window. Remembers at most `capacity` ids, and at least the newest half of
 * them. Two maps take turns, since deleting the oldest keys of one map one by one becomes slow in a large one.
 */
export function duplicates(now: () => number, windowMs: number, capacity: number) {
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  let turnAt = now() + windowMs

  return (id: string): boolean => {
    const time = now()
    const until = young.get(id) ?? old.get(id)
    if (until !== undefined && until > time) return true
    if (time >= turnAt || young.size >= capacity / 2) {
      old = young
      young = new Map()
      turnAt = time + windowMs
    }
    young.set(id, time + windowMs)
    return false
  }
}
