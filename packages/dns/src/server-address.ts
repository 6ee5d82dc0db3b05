import { isIP } from 'node:net'

export interface ServerAddress {
  readonly address: string
  readonly port: number
}

const WITH_PORT = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/

/** Reads `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1` or `[2001:db8::1]:53`; nothing when it is none of them. */
export function serverAddress(text: string): ServerAddress | undefined {
  if (isIP(text) === 6) return { address: text, port: 53 }
  const [, six, four, port = '53'] = WITH_PORT.exec(text) ?? []
  const address = six ?? four ?? ''
  const number = Number(port)
  if (isIP(address) !== (six === undefined ? 4 : 6) || number < 1 || number > 65535)
    return undefined
  return { address, port: number }
}

/** The server as people write it, without the port that all use. */
export function spelled({ address, port }: ServerAddress): string {
  if (port === 53) return address
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`
}
