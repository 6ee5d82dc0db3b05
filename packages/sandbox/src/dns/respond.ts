import { type Answerable, readQuery } from './message.ts'
import { canonicalName } from './name.ts'
import { rcodes, refusal, resolve } from './resolve.ts'
import type { Zones } from './zones.ts'

/** What a server does wrong at one name: answers SERVFAIL, never answers, or answers late. */
export type SandboxDnsFault = 'servfail' | 'drop' | { readonly delayMs: number }

export interface SandboxDnsQuery {
  readonly name: string
  readonly type: string
  readonly transport: 'udp' | 'tcp'
}

interface Responder {
  readonly zones: Zones
  readonly faults: ReadonlyMap<string, SandboxDnsFault>
  readonly log: (query: SandboxDnsQuery) => void
}

/** Answers one message through `send`, now or later or never; no message makes it throw. */
export function respond(
  { zones, faults, log }: Responder,
  message: Buffer,
  transport: 'udp' | 'tcp',
  send: (answer: Buffer) => void,
): void {
  const query = readQuery(message, transport)
  if (query === undefined) return
  if ('refused' in query) send(query.refused)
  else answerQuestion({ zones, faults, log }, query, transport, send)
}

function answerQuestion(
  { zones, faults, log }: Responder,
  { question: { name, type }, reply }: Answerable,
  transport: 'udp' | 'tcp',
  send: (answer: Buffer) => void,
): void {
  log({ name, type, transport })
  const fault = faults.get(canonicalName(name))
  if (fault === 'drop') return
  // Resolved when it is sent: a late answer tells what is there by then.
  const answer = () => send(reply(resolve(zones, { name, type })))
  if (fault === undefined) answer()
  else if (fault === 'servfail') send(reply(refusal(rcodes.SERVFAIL)))
  else setTimeout(answer, fault.delayMs).unref()
}
