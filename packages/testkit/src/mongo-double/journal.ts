import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { deserialize, serialize } from 'bson'
import type { Change } from './collection.ts'

export interface Journal {
  append(namespace: string, change: Change): void
  close(): void
}

/** Plays back what the file holds, then appends to it: survives `kill -9` of the double, not loss of power. */
export function openJournal(
  file: string,
  replay: (namespace: string, change: Change) => void,
): Journal {
  if (existsSync(file)) {
    for (const { namespace, change } of entries(readFileSync(file))) replay(namespace, change)
  }
  const descriptor = openSync(file, 'a', 0o600)
  return {
    append: (namespace, change) => {
      writeSync(descriptor, serialize({ namespace, change }))
    },
    close: () => closeSync(descriptor),
  }
}

/** BSON documents begin with their length; a last one cut short was never answered. */
function* entries(bytes: Buffer) {
  let at = 0
  while (at + 4 <= bytes.length) {
    const end = at + bytes.readInt32LE(at)
    if (end > bytes.length) return
    // Written by `append`, and by nothing else.
    yield deserialize(bytes.subarray(at, end)) as { namespace: string; change: Change }
    at = end
  }
}
