import { isIP } from 'node:net'
import type { NameServer } from './authoritative-servers.ts'
import type { Location, LocationOptions } from './location.ts'
import type { Answer } from './message.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'
import { type ServerAddress, spelled } from './server-address.ts'

/** What one server lacks, in printable text of at most 300 characters. */
export interface Lag {
  /** `ns1.example.com (192.0.2.1)`, or the address of a configured one, `resolver` when no server was found. */
  readonly server: string
  readonly name: string
  /** NXDOMAIN, SERVFAIL, other values, no answer within 2 s … */
  readonly saw: string
}

/** A server asked for a name: it holds every value, or lacks some. Others beside ours do not matter. */
export type ServerReport =
  | (Omit<Lag, 'saw'> & { readonly holds: true })
  | (Lag & { readonly holds: false })

/** The values that the records at a challenge name have to have. */
export interface Wanted {
  readonly name: string
  readonly values: ReadonlySet<string>
}

interface Verdict {
  readonly server: ServerAddress
  readonly answered: boolean
  /** Nothing when it holds every value; others beside ours do not matter. */
  readonly saw?: string
}

/**
 * Asks a name server at all its addresses for the values of the records at `name`, which may be a CNAME of where they
 * are.
 *
 * An address without an answer counts, unless the same server answers over the other IP version: that this machine has
 * no IPv6 (or no IPv4) says nothing about the zone.
 */
export async function reportsOf(
  server: NameServer,
  { name, values }: Wanted,
  location: Location,
  ask: LocationOptions['ask'],
  signal: AbortSignal,
): Promise<ServerReport[]> {
  const label = (address: string) => (server.name ? `${server.name} (${address})` : address)
  if (server.addresses.length === 0) {
    return [{ server: printable(server.name ?? '', 253), name, holds: false, saw: 'no address' }]
  }
  const verdicts = await Promise.all(
    server.addresses.map((address) => verdict(address, values, location, ask, signal)),
  )
  // Behind a CNAME it is another name that lags.
  const at = location.name === name ? '' : ` at ${location.name}`
  const answering = new Set(verdicts.filter(({ answered }) => answered).map(ipVersion))
  return verdicts
    .filter((one) => one.answered || answering.size === 0 || answering.has(ipVersion(one)))
    .map(({ server, saw }) => {
      const whose = { server: printable(label(spelled(server)), 300), name }
      return saw === undefined
        ? { ...whose, holds: true }
        : { ...whose, holds: false, saw: printable(saw + at, 300) }
    })
}

const ipVersion = ({ server }: Verdict) => isIP(server.address)

async function verdict(
  server: ServerAddress,
  expected: ReadonlySet<string>,
  location: Location,
  ask: LocationOptions['ask'],
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const answer = await ask(server, { name: location.name, type: 'TXT' }, signal)
    const saw = missing(answer, expected, location)
    return { server, answered: true, ...(saw === undefined ? {} : { saw }) }
  } catch (error) {
    if (!(error instanceof DnsQueryError)) throw error
    const answered = error.code === 'ERR_DNS_MALFORMED'
    return { server, answered, saw: error.message }
  }
}

function missing(answer: Answer, expected: ReadonlySet<string>, { name, configured }: Location) {
  if (answer.rcode !== 'NOERROR') return answer.rcode
  const here = answer.answers.filter((record) => record.name === name)
  const alias = here.find(({ type }) => type === 'CNAME')
  if (alias) return `CNAME to ${printable(alias.data, 100)}`
  if (!configured && !answer.authoritative) return 'not authoritative'
  const values = new Set(here.filter(({ type }) => type === 'TXT').map(({ data }) => data))
  if (values.size === 0) return 'no TXT record'
  return [...expected].every((value) => values.has(value)) ? undefined : 'other values'
}
