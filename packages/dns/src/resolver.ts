import { type ServerAddress, serverAddress, spelled } from './server-address.ts'

/** Who is asked for recursion: a server over UDP and TCP, or the URL of one over HTTPS (RFC 8484). */
export type Resolver = ServerAddress | URL

/** Reads what `serverAddress` does, or `https://dns.example.com/dns-query`; nothing when it is none of them. */
export function resolver(text: string): Resolver | undefined {
  const url = text.startsWith('https:') ? URL.parse(text) : null
  if (!url) return serverAddress(text)
  const isPlain = url.username === '' && url.password === '' && url.hash === ''
  // RFC 8484 describes it by a template, but what is posted goes to the URL without one.
  return isPlain && !/[{}\s]/.test(text) ? url : undefined
}

/** As people know it. Of a URL only the host: some services have the customer's id in the path. */
export const resolverName = (server: Resolver): string =>
  server instanceof URL ? server.host : spelled(server)
