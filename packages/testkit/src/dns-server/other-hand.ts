import { run } from './tools.ts'

/** A TSIG key with which a server's zones may be updated and transferred. */
export interface ServerKey {
  readonly name: string
  readonly algorithm: 'hmac-sha256' | 'hmac-sha384' | 'hmac-sha512'
  /** base64 */
  readonly secret: string
}

/** A server, and the key to it. */
export interface KeyedServer {
  readonly host: string
  readonly port: number
  readonly key: ServerKey
}

/** As a zone file has it, the data in the server's own spelling. */
export interface ZoneRecord {
  readonly name: string
  readonly ttl: number
  readonly type: string
  readonly data: string
}

const RECORD = /^(\S+)\.\s+(\d+)\s+IN\s+(\S+)\s+(.*)$/gm

const keyText = ({ algorithm, name, secret }: ServerKey) => `${algorithm}:${name}:${secret}`

/** Has nsupdate send these lines, such as `add www.example.com 60 TXT "text"`, as one update of the zone. */
export async function nsupdate(
  { host, port, key }: KeyedServer,
  zone: string,
  lines: readonly string[],
): Promise<void> {
  const script = [`server ${host} ${port}`, `zone ${zone}`, ...lines, 'send', '']
  await run('nsupdate', ['-y', keyText(key)], script.join('\n'))
}

/** What the server transfers of the zone: `AXFR`, or `IXFR=1` for what has changed since that serial. */
export async function transfer(
  { host, port, key }: KeyedServer,
  zone: string,
  what: string,
): Promise<ZoneRecord[]> {
  const how = ['+noall', '+answer', '-y', keyText(key)]
  const text = await run('dig', [`@${host}`, '-p', `${port}`, ...how, zone, what])
  return [...text.matchAll(RECORD)].map(([, name = '', ttl, type = '', data = '']) => ({
    ...{ name, ttl: Number(ttl), type, data },
  }))
}

/** Rejects unless the server answers for the zone. */
export async function hasZone({ host, port }: KeyedServer, zone: string): Promise<void> {
  const how = ['+short', '+tries=1', '+time=1']
  const text = await run('dig', [`@${host}`, '-p', `${port}`, ...how, zone, 'SOA'])
  if (!/^\S+ \S+ \d+ /m.test(text)) throw new Error(`${host}:${port} does not serve ${zone}`)
}
