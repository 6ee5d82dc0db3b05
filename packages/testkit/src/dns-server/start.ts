import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { endChild, startChild } from '../child.ts'
import { standStill } from '../stand-still.ts'
import { journal, type ZoneChange } from './journal.ts'
import { hasZone, type KeyedServer, nsupdate, transfer, type ZoneRecord } from './other-hand.ts'
import type { Site } from './site.ts'
import { env } from './tools.ts'

/** A DNS server of one's own, on UDP and TCP. Its address, and what is in its zones, stay over every restart. */
export interface DnsServer extends KeyedServer {
  /** As in `127.0.0.1:5300`. */
  readonly address: string
  readonly zones: readonly string[]
  /** What another hand does to a zone, in nsupdate's words: `add www.example.com 60 TXT "text"`, `delete …`. */
  update(zone: string, lines: readonly string[]): Promise<void>
  /** Every record of the zone but its SOA. */
  records(zone: string): Promise<ZoneRecord[]>
  /** Everything that was ever added to the zone or removed from it, by whomever, in order. */
  journal(zone: string): Promise<ZoneChange[]>
  /** Every TXT record of all its zones. */
  txtRecords(): Promise<{ name: string; value: string }[]>
  /** Resolves when it answers for its zones. */
  start(): Promise<void>
  /** `kill -9`. Resolves when the process is gone. */
  kill(): Promise<void>
  /** Resolves when it stands still: it takes questions and answers none. Needs the /proc of Linux. */
  pause(): Promise<void>
  resume(): void
  /** Ends the process and deletes its folder. */
  stop(): Promise<void>
}

export async function startDnsServer(
  site: Site,
  program: string,
  args: readonly string[],
): Promise<DnsServer> {
  const { host, port, key, zones, folder } = site
  let child: ChildProcess | undefined
  const answers = () => Promise.all(zones.map((zone) => hasZone(site, zone)))
  const records = async (zone: string) =>
    (await transfer(site, zone, 'AXFR')).filter(({ type }) => type !== 'SOA')
  const server: DnsServer = {
    ...{ host, port, key, zones, address: `${host}:${port}` },
    update: (zone, lines) => nsupdate(site, zone, lines),
    records,
    journal: (zone) => journal(site, zone),
    txtRecords: async () => (await Promise.all(zones.map(records))).flat().flatMap(txtOf),
    start: async () => {
      child = await startChild(program, args, { stdio: 'ignore', env }, answers)
    },
    kill: () => endChild(child),
    pause: async () => {
      if (child?.pid) await standStill(child.pid)
    },
    resume: () => void child?.kill('SIGCONT'),
    stop: async () => {
      await endChild(child)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await server.start()
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

const QUOTED = /"([^"]*)"/g

const txtOf = ({ name, type, data }: ZoneRecord) =>
  type === 'TXT'
    ? [{ name, value: [...data.matchAll(QUOTED)].map(([, string]) => string).join('') }]
    : []
