import type { Authoritative } from '../authoritative-servers.ts'
import { parent, shown } from '../dns-name.ts'
import { configuredServers } from '../location.ts'
import { lookupCache } from '../lookup-cache.ts'
import { type Answer, isAboutTheName, type ResourceRecord } from '../message.ts'
import { DnsQueryError } from '../query-error.ts'
import { caaProperty } from './caa-property.ts'
import { type Ca, caaVerdict } from './caa-verdict.ts'
import { failure, ok, type Verdict, warning } from './finding.ts'
import { failsHere, type Sight } from './target.ts'

type Records = readonly ResourceRecord[]

const MOST_CNAMES = 10

/** Whether CAA records (RFC 8659) permit the CA; each name's own are remembered for a minute. */
export function caaCheck(sight: Sight, clock: () => Date) {
  const known = lookupCache<Records>(clock)
  const at = (name: string, signal: AbortSignal) =>
    known(name, () => recordsAt(name, sight, signal, 0))

  /** `name` may be a wildcard; then its `*.` is not part of the climb. */
  return async (name: string, ca: Ca, signal: AbortSignal): Promise<Verdict> => {
    const wildcard = name.startsWith('*.')
    const path = climb(wildcard ? name.slice(2) : name, sight)
    // All at once, and then the closest that has any: RFC 8659 §3.
    const looks = await Promise.allSettled(path.map((one) => at(one, signal)))
    signal.throwIfAborted()
    const first = looks.findIndex((look) => look.status === 'rejected' || look.value.length > 0)
    const look = looks[first]
    if (!look) return ok('no CAA record')
    if (look.status === 'rejected') return unseen(look.reason, sight, signal)
    const properties = look.value.map(({ data }) => caaProperty(data))
    return caaVerdict(properties, { wildcard, place: path[first] ?? name }, ca)
  }
}

/** Up to the top-level domain; where the zone's servers are configured, what is above it may not be seen from here. */
function climb(name: string, { zones, reading }: Sight): string[] {
  const top = reading.authoritative(name) === 'delegation' ? undefined : zones.zoneFor(name).name
  const path = [name]
  for (let next = parent(name); next !== undefined && path.at(-1) !== top; next = parent(next))
    path.push(next)
  return path
}

/** A name that is an alias has the records of where it leads, without a climb from there. */
async function recordsAt(
  name: string,
  sight: Sight,
  signal: AbortSignal,
  hops: number,
): Promise<Records> {
  if (hops > MOST_CNAMES)
    throw new DnsQueryError('ERR_DNS_CNAME_LOOP', 'the CNAMEs of the name do not end')
  const { answers } = await answerFrom(sight.reading.authoritative(name), name, sight, signal)
  const end = endOf(name, answers)
  const found = answers.filter((record) => record.type === 'CAA' && record.name === end)
  return found.length > 0 || end === name ? found : recordsAt(end, sight, signal, hops + 1)
}

function endOf(name: string, answers: Records, hops = 0): string {
  const alias = answers.find((record) => record.type === 'CNAME' && record.name === name)
  return alias && hops < MOST_CNAMES ? endOf(alias.data, answers, hops + 1) : name
}

async function answerFrom(
  servers: Authoritative,
  name: string,
  { reading }: Sight,
  signal: AbortSignal,
): Promise<Answer> {
  const question = { name, type: 'CAA' } as const
  if (servers === 'delegation') return reading.resolve(question, signal)
  let said = 'no answer'
  for (const server of configuredServers(servers).flatMap(({ addresses }) => addresses)) {
    const answer = await reading.ask(server, question, signal).catch(unlessSilent)
    if (answer && isAboutTheName(answer)) return answer
    said = answer?.rcode ?? said
  }
  const unanswered = { name, rcode: said }
  throw new DnsQueryError(
    'ERR_DNS_LOOKUP_FAILED',
    `the servers of the zone say to CAA of ${shown(name)}: ${said}`,
    { unanswered },
  )
}

function unlessSilent(error: unknown): undefined {
  if (!(error instanceof DnsQueryError)) throw error
}

/** RFC 8659 §3 has the CA refuse then; it is no failure where the trouble is between us and every resolver. */
async function unseen(error: unknown, { reading }: Sight, signal: AbortSignal): Promise<Verdict> {
  if (!(error instanceof DnsQueryError)) throw error
  return error.code === 'ERR_DNS_CNAME_LOOP' || (await failsHere(error, reading, signal))
    ? failure('ERR_CAA_LOOKUP', error.message)
    : warning('ERR_CAA_LOOKUP', `not checked: ${error.message}`)
}
