import { createHash } from 'node:crypto'
import { DEFAULT_TENANT, NO_ORDER, stamp, WebhookReceived } from '@certwire/contracts'
import { HttpProblem, type Platform, post } from '@certwire/runtime'
import type { SourceKind } from '../source.ts'
import { HEADERS } from '../standard-webhooks.ts'
import type { Verify } from '../verifier.ts'
import { hintOf, idIn } from './hint.ts'
import type { Incoming } from './incoming.ts'
import { readBody } from './read-body.ts'
import type { Receipts } from './receipts.ts'

/** A configured sender, with what its kind has where the configuration has nothing. */
export interface Source extends Omit<SourceKind, 'verify'> {
  readonly name: string
  readonly issuer: string
  readonly verify: readonly Verify[]
  /** What whoever is refused is asked for (RFC 9110 §11.6.1): some send a password only then. */
  readonly challenge: string
  /** Whether a signature covers the id in the headers of Standard Webhooks. */
  readonly hasSignedId: boolean
}

export interface ReceiveDeps extends Pick<Platform, 'bus' | 'clock' | 'log'> {
  readonly receipts: Receipts
}

const LONGEST_ID = 200

/**
 * Takes a webhook, once. It resolves when the bus has the hint and the receipt is kept; whoever is told nothing, or of
 * trouble, sends it again. A crash between the two says the same hint once more, under the same id.
 */
export async function receive(
  source: Source,
  webhook: Incoming,
  { bus, clock, log, receipts }: ReceiveDeps,
): Promise<void> {
  const now = clock()
  // All of them, so that the time it takes does not tell which it was.
  const wrong = source.verify.flatMap((verify) => verify(webhook, now) ?? [])
  if (wrong.length > 0) {
    log.warn({ source: source.name, address: webhook.address, wrong }, 'a webhook was refused')
    throw refused(source)
  }
  const body = readBody(webhook, source)
  const deliveryId = idOf(source, webhook, body)
  const id = `webhook.${source.name}.${digest(deliveryId).slice(0, 40)}`
  if (await receipts.has(id)) return
  const data = { source: source.name, deliveryId, issuer: source.issuer }
  const hint = WebhookReceived(NO_ORDER, { ...data, ...hintOf(body, source.map) })
  await post(bus, [
    stamp(hint, { id, source: '/certwire/webhook', time: now, tenantId: DEFAULT_TENANT }),
  ])
  await receipts.keep(id, source.name, deliveryId)
}

/** Only what is signed or in the body counts, or a repetition could be made to look new. */
function idOf({ hasSignedId, map }: Source, webhook: Incoming, body: unknown): string {
  const given = hasSignedId ? webhook.header(HEADERS.id) : idIn(body, map)
  if (given === undefined) return digest(webhook.raw)
  return given.length > LONGEST_ID ? digest(given) : given
}

const digest = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

/** The same for whatever was wrong: the log has it. */
const refused = ({ challenge }: Source) =>
  new HttpProblem(
    401,
    'ERR_WEBHOOK_REFUSED',
    'The webhook is not accepted.',
    'See that secret, signature, time and address are those that were agreed on.',
    { 'www-authenticate': challenge },
  )
