import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import { readBody } from '../read-body.ts'
import type { VendorPhase } from '../vendor/control.ts'
import { type Answer, answer, type Incoming, maxBodyOctets, operationOf } from './answer.ts'
import type { Ca } from './ca.ts'
import { claimedAccount } from './claimed-account.ts'
import type { SandboxCaHook, SandboxCaScript } from './control.ts'
import type { Journal, OpenCall } from './journal.ts'
import { send } from './send.ts'

/** What a test sees of each exchange. */
export interface Watch {
  readonly journal: Journal
  readonly onCall: SandboxCaHook | undefined
}

interface Exchange extends Watch {
  readonly ca: Ca
  readonly call: OpenCall
  readonly incoming: Incoming
  readonly message: IncomingMessage
  readonly response: ServerResponse
}

/** One exchange, from the bytes that come to those that go. */
export async function serve(
  ca: Ca,
  watch: Watch,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange = await opened(ca, watch, message, response)
  const { call } = exchange
  if (await isDropped(exchange, 'received', 'dropped')) return
  const script = ca.behaviour.scripts.take(call.operation)
  if (script) await play(exchange, script)
  else if (!(await replied(exchange))) return
  await finished(response).catch(() => undefined)
  await watch.onCall?.(call, 'replied')
}

async function opened(
  ca: Ca,
  watch: Watch,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const { method = '', url: target = '', headers, socket } = message
  const path = target.split('?')[0] ?? ''
  const [operation, url] = [operationOf(path), ca.origin + target]
  const address = socket.remoteAddress ?? ''
  const body = await readBody(message, maxBodyOctets)
  const account = body && claimedAccount(body)
  const call = watch.journal.open({ operation, url, account, address })
  const tooEarly = () => {
    call.early = true
  }
  const contentType = headers['content-type'] ?? ''
  const incoming = { method, path, url, contentType, body, address, tooEarly }
  return { ca, ...watch, call, incoming, message, response }
}

/** Does what is asked and says so; false when the reply is lost. */
async function replied(exchange: Exchange): Promise<boolean> {
  const { ca, call, incoming, response } = exchange
  const given = await answer(ca, call.operation, incoming)
  if (!given.problem && (await isDropped(exchange, 'applied', 'lost'))) return false
  call.outcome = 'answered'
  note(exchange, given)
  send(response, given.reply)
  return true
}

/** The script may send what it likes; what it did send is noted when it is over. */
async function play(exchange: Exchange, script: SandboxCaScript) {
  const { ca, call, incoming, message, response } = exchange
  let isDone = false
  // So that the headers of `writeHead` can be read back.
  response.setHeader('cache-control', 'no-store')
  await script(response, message, async () => {
    isDone = true
    return (await answer(ca, call.operation, incoming)).reply
  })
  await finished(response).catch(() => undefined)
  if (!response.headersSent) {
    call.outcome = isDone ? 'lost' : 'dropped'
    return
  }
  call.outcome = 'scripted'
  const { statusCode: status } = response
  const headers = Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  )
  note(exchange, { reply: { status, headers, body: '' } })
}

async function isDropped(
  { onCall, call, response }: Exchange,
  phase: VendorPhase,
  outcome: 'dropped' | 'lost',
): Promise<boolean> {
  if ((await onCall?.(call, phase)) !== 'drop') return false
  call.outcome = outcome
  response.destroy()
  return true
}

function note({ journal, call, incoming: { address } }: Exchange, { reply, problem }: Answer) {
  const { 'retry-after': retryAfter, location } = reply.headers
  journal.answered(call, address, {
    status: reply.status,
    problem: problem?.type,
    retryAfter: retryAfter === undefined ? undefined : String(retryAfter),
    location: location === undefined ? undefined : String(location),
    isOfLimit: problem?.extras.isOfLimit ?? false,
  })
  // Before, there was none to name.
  if (call.operation === 'newAccount' && location !== undefined) call.account = String(location)
}
