import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { readBody } from '../read-body.ts'
import { canonicalName, isWithin } from './name.ts'
import type { SandboxRecord } from './record.ts'
import { SandboxDnsError } from './record-error.ts'
import type { Zones } from './zones.ts'

const LARGEST_BODY = 1024 * 1024
const MOST_RECORDS = 1000

const TxtValue = z.object({ name: z.string(), value: z.string() })
const TxtValues = z.array(TxtValue).max(MOST_RECORDS).default([])
const Change = z.object({ zone: z.string(), add: TxtValues, remove: TxtValues })
const FqdnValue = z.object({ fqdn: z.string(), value: z.string() })

type Change = z.infer<typeof Change>
type Action = (zones: Zones, body: unknown) => void

/** `/present` and `/cleanup` are what lego's `httpreq` provider posts. */
const actions: Record<string, Action> = {
  '/change': (zones, body) => changeZone(zones, Change.parse(body)),
  '/txt/add': (zones, body) => zones.change({ add: [txt(TxtValue.parse(body))] }),
  '/txt/remove': (zones, body) => zones.change({ remove: [txt(TxtValue.parse(body))] }),
  '/present': (zones, body) => zones.change({ add: [txt(fqdnValue(body))] }),
  '/cleanup': (zones, body) => zones.change({ remove: [txt(fqdnValue(body))] }),
}

export interface DnsHttp {
  readonly url: string
  close(): Promise<void>
}

/** Serves changes of the zones as JSON over HTTP; with a token, only to those who send it as their bearer. */
export async function serveHttp(
  zones: Zones,
  { host, token }: { host: string; token: string | undefined },
): Promise<DnsHttp> {
  const server = createServer((request, response) => {
    answer(zones, token, request).then(
      ({ status, body }) => send(response, status, body),
      () => response.destroy(),
    )
  })
  server.listen(0, host)
  await once(server, 'listening')
  // A server on a port has the address of one.
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://${host}:${port}`, close }
}

interface HttpAnswer {
  readonly status: number
  readonly body: unknown
}

async function answer(
  zones: Zones,
  token: string | undefined,
  request: IncomingMessage,
): Promise<HttpAnswer> {
  const bytes = await readBody(request, LARGEST_BODY)
  if (bytes === undefined) return refused(413, 'The body is larger than 1 MiB.')
  if (token !== undefined && !bears(request, token))
    return refused(401, 'A bearer token is needed.')
  const { method, url = '' } = request
  if (url === '/records' && method === 'GET') return { status: 200, body: zones.list() }
  const action = Object.hasOwn(actions, url) ? actions[url] : undefined
  if (action === undefined) return refused(404, 'There is nothing here.')
  if (method !== 'POST') return refused(405, 'Changes are posted.')
  return attempt(() => action(zones, JSON.parse(bytes.toString())))
}

function attempt(change: () => void): HttpAnswer {
  try {
    change()
    return { status: 200, body: {} }
  } catch (error) {
    if (error instanceof SandboxDnsError) return refused(400, error.message)
    if (error instanceof z.ZodError) return refused(400, z.prettifyError(error).slice(0, 500))
    return refused(400, 'The body is not JSON.')
  }
}

function changeZone(zones: Zones, { zone, add, remove }: Change): void {
  const origin = canonicalName(zone)
  const stranger = [...add, ...remove].find(({ name }) => !isWithin(canonicalName(name), origin))
  if (stranger) throw new SandboxDnsError('A name of the change is not in its zone.')
  zones.change({ add: add.map(txt), remove: remove.map(txt) })
}

const txt = ({ name, value }: { name: string; value: string }): SandboxRecord => ({
  ...{ name, type: 'TXT', value },
})

const fqdnValue = (body: unknown) => {
  const { fqdn, value } = FqdnValue.parse(body)
  return { name: fqdn, value }
}

const bears = ({ headers }: IncomingMessage, token: string): boolean =>
  timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
const digest = (text: string) => createHash('sha256').update(text).digest()

const refused = (status: number, error: string): HttpAnswer => ({ status, body: { error } })

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 413) response.setHeader('Connection', 'close')
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}
