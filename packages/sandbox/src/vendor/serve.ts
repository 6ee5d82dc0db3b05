import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { finished } from 'node:stream/promises'
import { readBody } from '../read-body.ts'
import type {
  VendorCall,
  VendorControl,
  VendorHook,
  VendorPhase,
  VendorScript,
  VendorScriptOptions,
} from './control.ts'

const LARGEST_BODY = 8 * 1024 * 1024

export interface VendorRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  /** Empty for a body of more than 8 MiB, which is `isCut`. */
  readonly body: string
  readonly isCut: boolean
}

export interface VendorReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** `ok`, or the vendor's code for why not. */
  readonly outcome: string
}

/** A vendor's API without the wire. Both are total: whatever the request is, they name it and answer it. */
export interface VendorApi {
  describe(request: VendorRequest): Pick<VendorCall, 'operation' | 'zone' | 'size'>
  /** What it does is done in one go, so calls never see each other half done; it may take its time before and after. */
  answer(request: VendorRequest): VendorReply | Promise<VendorReply>
}

interface Wire {
  readonly api: VendorApi
  readonly host: string
  readonly port: number
  readonly clock: () => Date
  readonly onCall?: VendorHook | undefined
  /** Without it, plain HTTP. */
  readonly tls?: ServerOptions
}

type Script = Required<Pick<VendorScriptOptions, 'times'>> &
  Pick<VendorScriptOptions, 'operation'> & { readonly write: VendorScript }

type Server = Pick<VendorControl, 'calls' | 'answerNext' | 'close'> & { readonly origin: string }

/** Serves the API over HTTP, or HTTPS. */
export async function serveVendor(wire: Wire): Promise<Server> {
  const calls: VendorCall[] = []
  const scripts: Script[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => response.destroy())
    exchange(wire, { calls, scripts }, request, response).catch(() => response.destroy())
  }
  const server = wire.tls ? createTlsServer(wire.tls, listener) : createServer(listener)
  server.listen(wire.port, wire.host)
  await once(server, 'listening')
  // A server on a port has the address of one.
  const { port } = server.address() as AddressInfo
  return {
    origin: `${wire.tls ? 'https' : 'http'}://${wire.host}:${port}`,
    calls,
    answerNext: (write, { operation, times = 1 } = {}) => {
      scripts.push({ write, times, ...(operation !== undefined && { operation }) })
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

interface Test {
  readonly calls: VendorCall[]
  readonly scripts: Script[]
}

async function exchange(
  { api, clock, onCall }: Wire,
  { calls, scripts }: Test,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await read(message)
  const call = { at: clock(), ...api.describe(request), outcome: 'pending' }
  calls.push(call)
  const isDropped = async (phase: VendorPhase, outcome: string) => {
    if ((await onCall?.(call, phase)) !== 'drop') return false
    call.outcome = outcome
    response.destroy()
    return true
  }
  if (await isDropped('received', 'dropped')) return
  const script = scriptFor(scripts, call.operation)
  if (script) {
    call.outcome = 'scripted'
    script(response, message)
  } else {
    const reply = await api.answer(request)
    call.outcome = reply.outcome
    if (reply.outcome === 'ok' && (await isDropped('applied', 'lost'))) return
    send(response, reply, request.isCut)
  }
  await finished(response).catch(() => undefined)
  await onCall?.(call, 'replied')
}

async function read(message: IncomingMessage): Promise<VendorRequest> {
  const bytes = await readBody(message, LARGEST_BODY)
  return {
    method: message.method ?? '',
    // Whatever stands in the request line is a path of this origin, even `//example.com` and `http://[`.
    url: URL.parse(`http://127.0.0.1${message.url}`) ?? new URL('http://127.0.0.1/'),
    headers: message.headers,
    body: bytes?.toString('utf8') ?? '',
    isCut: bytes === undefined,
  }
}

function scriptFor(scripts: Script[], operation: string): VendorScript | undefined {
  const index = scripts.findIndex(
    ({ operation: wanted = operation, times }) => wanted === operation && times > 0,
  )
  const script = scripts[index]
  if (!script) return undefined
  scripts[index] = { ...script, times: script.times - 1 }
  return script.write
}

function send(response: ServerResponse, { status, headers, body }: VendorReply, close: boolean) {
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(close && { connection: 'close' }),
  })
  response.end(body)
}
