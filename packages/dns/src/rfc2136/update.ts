import { randomInt } from 'node:crypto'
import type { TxtChange } from '../provider.ts'
import { DnsProviderError } from '../provider-error.ts'
import { DnsQueryError } from '../query-error.ts'
import type { ServerAddress } from '../server-address.ts'
import { exchange } from './exchange.ts'
import { refusalOf } from './refusal.ts'
import { type Signed, sign, type TsigKey } from './tsig.ts'
import { readUpdateAnswer, type UpdateAnswer } from './update-answer.ts'
import { updateMessage } from './update-message.ts'

export interface UpdateServer {
  readonly address: ServerAddress
  /** Without one, updates are not signed. */
  readonly key: TsigKey | undefined
  /** Who it is, for messages. */
  readonly where: string
}

const LARGEST_MESSAGE = 65_535

/** Has the server make the change of the zone. Rejects with a `DnsProviderError` or the signal's reason. */
export async function update(
  server: UpdateServer,
  zone: string,
  change: TxtChange,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const { key, where } = server
  const message = updateMessage(randomInt(0x10000), zone, change)
  const request = key ? sign(message, key, now) : { message, mac: Buffer.alloc(0) }
  if (request.message.length > LARGEST_MESSAGE)
    throw new DnsProviderError(
      'ERR_DNS_PROVIDER_REFUSED',
      `${where} can be told no more than 64 KiB at once.`,
    )
  const answer = await answerTo(server, request, signal)
  const names = change.add.map(({ name }) => name)
  const refusal = refusalOf(where, answer, { zone, names, key, now })
  if (refusal) throw refusal
}

/** A `DnsQueryError` says what happened, but not to whom. */
async function answerTo(
  { address, key, where }: UpdateServer,
  request: Signed,
  signal: AbortSignal,
): Promise<UpdateAnswer> {
  const read = (answer: Buffer) => readUpdateAnswer(request, key, answer)
  try {
    return await exchange(address, request.message, read, signal)
  } catch (error) {
    if (!(error instanceof DnsQueryError)) throw error
    const isMalformed = error.code === 'ERR_DNS_MALFORMED'
    const code = isMalformed ? 'ERR_DNS_PROVIDER_MALFORMED' : 'ERR_DNS_PROVIDER_UNREACHABLE'
    throw new DnsProviderError(code, `${where}: ${error.message}.`, { cause: error })
  }
}
