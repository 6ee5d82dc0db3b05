import { attempts } from '../query.ts'
import { DnsQueryError } from '../query-error.ts'
import type { ServerAddress } from '../server-address.ts'
import { askTcp } from '../tcp.ts'
import { askUdp } from '../udp.ts'
import type { UpdateAnswer } from './update-answer.ts'

type Read = (message: Buffer) => UpdateAnswer | undefined

/** RFC 1035 §4.2.1. We offer no EDNS. */
const LARGEST_DATAGRAM = 512
const UDP_MS = 2000
/** A server may have much to sign and to write before it answers. */
const TCP_MS = 10_000

/**
 * Sends a small update over UDP, and one that is large, or was not answered beyond doubt, over TCP: a datagram may be lost
 * or forged, and an update can be repeated. Rejects with a `DnsQueryError` or the signal's reason.
 */
export async function exchange(
  server: ServerAddress,
  request: Buffer,
  read: Read,
  signal: AbortSignal,
): Promise<UpdateAnswer> {
  const overUdp =
    request.length <= LARGEST_DATAGRAM && (await tryUdp(server, request, read, signal))
  if (overUdp) return overUdp
  const within = attempts(TCP_MS, signal)
  const answer = read(await within(' over TCP', (both) => askTcp(server, request, both)))
  if (answer && !answer.isTruncated) return answer
  throw new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer')
}

async function tryUdp(server: ServerAddress, request: Buffer, read: Read, signal: AbortSignal) {
  const within = attempts(UDP_MS, signal)
  try {
    const answer = await within('', (both) => askUdp(server, request, read, both))
    return answer.isTrusted && !answer.isTruncated && answer
  } catch (error) {
    if (error instanceof DnsQueryError) return false
    throw error
  }
}
