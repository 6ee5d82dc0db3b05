import type { BlockList } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { clientAddress, isWithin, plainAddress } from './address.ts'

/** A webhook as it came, before anybody knows whose it is. */
export interface Incoming {
  /** The bytes of the body; of a GET, those of its query. */
  readonly raw: Buffer
  readonly isQuery: boolean
  /** Undefined for a header that is not there, and for one that is there twice: nobody can tell which counts. */
  readonly header: (name: string) => string | undefined
  /** Who sent it, as far as somebody we trust says. */
  readonly address: string | undefined
  /** Whether it came through a proxy of ours. */
  readonly isProxied: boolean
  /** Of the client certificate of this very connection, where its authority is ours to trust. RFC 4514. */
  readonly subject: string | undefined
}

export function incomingOf({ raw: request, body }: FastifyRequest, proxies: BlockList): Incoming {
  const { headers, headersDistinct, method, socket, url = '' } = request
  const peer = plainAddress(socket.remoteAddress ?? '')
  const isQuery = method === 'GET'
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  return {
    raw: isQuery ? Buffer.from(query) : Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    isQuery,
    header: (name) => {
      const [value, ...others] = headersDistinct[name] ?? []
      return others.length > 0 ? undefined : value
    },
    address: clientAddress(peer, headers['x-forwarded-for']?.toString(), proxies),
    isProxied: isWithin(proxies, peer),
    subject: socket instanceof TLSSocket ? subjectOf(socket) : undefined,
  }
}

/** Node gives one line for each part, the broadest first; RFC 4514 §2.1 begins with the narrowest. */
function subjectOf(socket: TLSSocket): string | undefined {
  if (!socket.authorized) return undefined
  return socket.getPeerX509Certificate()?.subject.split('\n').reverse().join(',')
}
