import { z } from 'zod'
import { canonical, isHostLike } from '../dns-name.ts'
import { type ServerAddress, serverAddress } from '../server-address.ts'

const HOST = /^([^:]+)(?::(\d{1,5}))?$/
const ENDS_IN_NUMBER = /(^|\.)\d+$/

/** A server by its address, or by the name of its host, which is resolved each time it is asked. */
export function updateServer(text: string): ServerAddress | undefined {
  return serverAddress(text) ?? hostAddress(text)
}

function hostAddress(text: string): ServerAddress | undefined {
  const [, host = '', port = '53'] = HOST.exec(text) ?? []
  const address = canonical(host)
  const number = Number(port)
  // What ends in a number is an address with a mistake in it.
  const isHost = isHostLike(address) && !ENDS_IN_NUMBER.test(address)
  return isHost && number >= 1 && number <= 65_535 ? { address, port: number } : undefined
}

export const UpdateServerText = z.string().refine((text) => updateServer(text) !== undefined, {
  error: 'is not a DNS server: write ns1.example.com, 192.0.2.1:53 or [2001:db8::1]:53',
})
