import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

const ISSUED = /Issued certificate serial (\S+) for order (\S+)/
const TO_VALIDATE = /Pulled a task from the Tasks queue: .*Value:"([^"]+)"/

/** The CA's own word for what it did. */
export interface Journal {
  issued(): { serial: string; orderId: string }[]
  /** The names whose challenges it was told to validate, with when it said so. */
  validations(): { name: string; at: Date }[]
}

/** Reads what Pebble says, from the first line on. */
export function readJournal(streams: readonly Readable[]): Journal {
  const issued: { serial: string; orderId: string }[] = []
  const validations: { name: string; at: Date }[] = []
  for (const input of streams)
    createInterface({ input }).on('line', (line) => {
      const [, serial, orderId] = ISSUED.exec(line) ?? []
      if (serial !== undefined && orderId !== undefined) issued.push({ serial, orderId })
      const [, name] = TO_VALIDATE.exec(line) ?? []
      if (name !== undefined) validations.push({ name, at: new Date() })
    })
  return { issued: () => issued, validations: () => validations }
}
