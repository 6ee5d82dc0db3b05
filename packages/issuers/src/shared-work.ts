/** Work that is under way is shared by all who ask for it meanwhile. */
export function sharedWork<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>()
  return (key, work) => {
    const found = underWay.get(key) ?? work().finally(() => underWay.delete(key))
    underWay.set(key, found)
    return found
  }
}
