import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { deserialize, serialize } from 'bson'
import type { Change } from './collection.ts'
import type { Answer } from './retryable-writes.ts'

export type Entry =
  | { readonly namespace: string; readonly change: Change }
  | { readonly answer: Answer }

export interface Journal {
  /** All of them or none, should the process die in the middle of it. */
  append(entries: readonly Entry[]): void
  close(): void
}

/** Plays back what the file holds, then appends to it: survives `kill -9` of the double, not loss of power. */
export function openJournal(file: string, replay: (entry: Entry) => void): Journal {
  const whole = existsSync(file) ? replayAll(readFileSync(file), replay) : 0
  const descriptor = openSync(file, 'a', 0o600)
  // Else what follows a group cut short would be read as a part of it.
  ftruncateSync(descriptor, whole)
  return {
    append: (entries) => {
      if (entries.length > 0)
        writeFileSync(descriptor, serialize({ entries }, { ignoreUndefined: true }))
    },
    close: () => closeSync(descriptor),
  }
}

/** BSON documents begin with their length; a last one cut short was never answered. Gives where the whole ones end. */
function replayAll(bytes: Buffer, replay: (entry: Entry) => void): number {
  let at = 0
  while (at + 4 <= bytes.length) {
    const end = at + bytes.readInt32LE(at)
    if (end > bytes.length) break
    // Written by `append`, and by nothing else.
    const { entries } = deserialize(bytes.subarray(at, end)) as { entries: Entry[] }
    for (const entry of entries) replay(entry)
    at = end
  }
  return at
}
