import type { Packet } from './bus.ts'
import { BusError } from './bus-error.ts'
import { checkSubject } from './subject.ts'

/** What a server stores when nobody says otherwise: 1 MiB with headers. */
export const defaultMaxPayload = 1024 * 1024

const printable = /^[\x21-\x7e]{1,255}$/
const headerName = /^[\x21-\x39\x3b-\x7e]{1,64}$/
const headerValue = /^(?!\s)[^\p{Cc}]*(?<!\s)$/u

/** Throws unless any server would take the packet, so that both adapters refuse the same ones. */
export function checkPacket(packet: Packet, maxPayload: number): void {
  checkSubject(packet.subject)
  if (!printable.test(packet.id))
    throw broken(packet, 'its id must be 1 to 255 printable ASCII characters')
  checkHeaders(packet)
  const size = sizeOf(packet)
  if (size > maxPayload) {
    throw new BusError(
      'ERR_BUS_TOO_LARGE',
      `the packet for ${packet.subject} has ${size} bytes and the server takes ${maxPayload}`,
    )
  }
}

function checkHeaders(packet: Packet): void {
  for (const name in packet.headers) {
    if (!headerName.test(name)) throw broken(packet, 'a header name is not legal')
    // The server acts on these; one it is too old for would be stored as if it were not there.
    if (/^nats-/i.test(name))
      throw broken(packet, 'header names that begin with "Nats-" are the server\'s')
    if (!headerValue.test(packet.headers[name] ?? '')) {
      throw broken(packet, `the header ${name} has control characters or spaces around its value`)
    }
  }
}

const frame = 'NATS/1.0\r\n\r\n'.length
const idHeader = 'Nats-Msg-Id: \r\n'.length

function sizeOf({ body, id, headers }: Packet): number {
  let size = frame + idHeader + id.length + Buffer.byteLength(body)
  for (const name in headers) {
    size += name.length + ': \r\n'.length + Buffer.byteLength(headers[name] ?? '')
  }
  return size
}

function broken({ subject }: Packet, why: string): BusError {
  return new BusError('ERR_BUS_PACKET', `cannot send the packet for ${subject}: ${why}`)
}
