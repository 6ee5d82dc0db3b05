/** Names that failed so often in a row that their account has to look at them first. */
export function pauses(most: number | undefined) {
  const failures = new Map<string, number>()
  return {
    has: (key: string) => most !== undefined && (failures.get(key) ?? 0) >= most,
    count: (key: string, isValid: boolean) => {
      if (most === undefined) return
      if (isValid) failures.delete(key)
      else failures.set(key, (failures.get(key) ?? 0) + 1)
    },
    clear: () => failures.clear(),
  }
}
