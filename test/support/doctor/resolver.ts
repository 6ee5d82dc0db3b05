import type { Answer } from 'dns-packet'
import { type ScriptedDns, scriptedDns } from './scripted-dns.ts'

/** A zone as a resolver knows it: on which servers it is, by name and address. */
export interface Delegated {
  readonly zone: string
  readonly servers: Readonly<Record<string, string>>
  /** Its signatures are wrong: a resolver that validates says SERVFAIL to everything in it. */
  readonly bogus?: boolean
}

const soa = (name: string): Answer => ({
  ...{ type: 'SOA', name, ttl: 1 },
  data: { mname: `ns1.${name}`, rname: `hostmaster.${name}`, serial: 1, minimum: 1 },
})

/** A recursive resolver that knows these zones, and that there is a top-level domain `test`; of all others, nothing. */
export function resolver(host: string, zones: readonly Delegated[]): Promise<ScriptedDns> {
  const known: Record<string, Answer[]> = { 'SOA test': [soa('test')] }
  for (const { zone, servers } of zones) {
    known[`SOA ${zone}`] = [soa(zone)]
    known[`NS ${zone}`] = Object.keys(servers).map((data) => ({ type: 'NS', name: zone, data }))
    for (const [name, data] of Object.entries(servers))
      known[`A ${name}`] = [{ type: 'A', name, data }]
  }
  const bogus = zones.filter((one) => one.bogus).map(({ zone }) => zone)
  return scriptedDns(host, (question, checkingDisabled) => {
    if (!checkingDisabled && bogus.some((zone) => question.endsWith(zone)))
      return { rcode: 'SERVFAIL' }
    const answers = known[question]
    return answers ? { answers } : { rcode: 'NXDOMAIN' }
  })
}
