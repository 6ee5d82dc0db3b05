import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

const ISSUED = /Issued certificate serial (\S+) for order (\S+)/

/** Reads what Pebble says it has issued, from the first line on: the CA's own word for it. */
export function readJournal(streams: readonly Readable[]) {
  const issued: { serial: string; orderId: string }[] = []
  for (const input of streams)
    createInterface({ input }).on('line', (line) => {
      const [, serial, orderId] = ISSUED.exec(line) ?? []
      if (serial !== undefined && orderId !== undefined) issued.push({ serial, orderId })
    })
  return () => issued
}
