/** What a test has in store for the calls to come. */
export interface NextOnes<T> {
  /** Returns what takes it out again. */
  add(one: T, times?: number, operation?: string): () => void
  /** The first one that is for this operation or for any. */
  take(operation?: string): T | undefined
}

export function nextOnes<T>(): NextOnes<T> {
  const waiting: { readonly one: T; times: number; readonly operation: string | undefined }[] = []
  return {
    add: (one, times = 1, operation = undefined) => {
      const added = { one, times, operation }
      if (times > 0) waiting.push(added)
      return () => {
        const at = waiting.indexOf(added)
        if (at >= 0) waiting.splice(at, 1)
      }
    },
    take: (operation) => {
      const at = waiting.findIndex((each) => (each.operation ?? operation) === operation)
      const found = waiting[at]
      if (!found) return undefined
      found.times -= 1
      if (found.times === 0) waiting.splice(at, 1)
      return found.one
    },
  }
}
