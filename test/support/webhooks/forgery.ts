import type { Call } from './call.ts'
import { type SenderName, senders } from './senders.ts'

/** How somebody who is not the sender, or sends it again much later, might try. */
export interface Forgery {
  readonly what: string
  /** Whose webhook it is made to look like. */
  readonly of: SenderName
  readonly forge: (given: Given) => Call
  /** What may be answered, beside 401. */
  readonly also?: readonly number[]
  /** It is a matter of the signature, of which the reference library has an opinion. */
  readonly isForLibrary?: true
}

export interface Given {
  /** A webhook as its sender would send it now. */
  readonly call: Call
  readonly id: string
  readonly now: Date
}

/** With other headers. */
export const having = (call: Call, headers: Call['headers']): Call => ({
  ...{ ...call, headers: { ...call.headers, ...headers } },
})
export const without = (call: Call, name: string): Call => {
  const { [name]: _, ...headers } = call.headers
  return { ...call, headers }
}
export const text = (call: Call, name: string): string => [call.headers[name] ?? ''].flat().join()
/** With another body. */
export const changed = (call: Call): Call => ({
  ...call,
  body: call.body.replace('issued', 'revoked'),
})
export const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)
/** As its sender would have sent it at another time. */
export const again = (of: SenderName, { call, id, now }: Given, offset: number): Call =>
  senders[of].genuine(id, call.body, after(now, offset))

/** The forgeries of one sender's webhooks. */
export type Rows = readonly Omit<Forgery, 'of'>[]
