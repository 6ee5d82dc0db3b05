import { createHmac } from 'node:crypto'
import { again, changed, type Forgery, having, type Rows, text, without } from './forgery.ts'
import { keys, proxy, type SenderName, standardHeaders } from './senders.ts'
import { standard } from './standard-forgeries.ts'

const basicOf = (pair: string) => ({
  authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
})

const ed25519: Rows = [
  {
    what: 'v1a said to be v1',
    forge: ({ call }) =>
      having(call, { 'webhook-signature': text(call, 'webhook-signature').replace('v1a,', 'v1,') }),
  },
  {
    what: 'a v1 signature by the public key as a secret',
    forge: ({ call, id, now }) => {
      const content = `${id}.${text(call, 'webhook-timestamp')}.${call.body}`
      const mac = createHmac('sha256', keys.publicBytes).update(content).digest('base64')
      return having(call, standardHeaders(id, now, `v1,${mac}`))
    },
  },
  { what: 'another body', forge: ({ call }) => changed(call) },
]

const hub: Rows = [
  { what: 'another body', forge: ({ call }) => changed(call) },
  {
    what: 'without the prefix',
    forge: ({ call }) =>
      having(call, { 'x-hub-signature': text(call, 'x-hub-signature').replace('sha256=', '') }),
  },
  { what: 'no signature', forge: ({ call }) => without(call, 'x-hub-signature') },
]

const timed: Rows = [
  { what: 'sent 301 s ago', forge: (given) => again('timed', given, -301) },
  {
    what: 'its time made new',
    forge: (given) => having(again('timed', given, -900), { 'x-time': text(given.call, 'x-time') }),
  },
]

const basic: Rows = [
  { what: 'another password', forge: ({ call }) => having(call, basicOf('sectigo:a pass')) },
  { what: 'another user', forge: ({ call }) => having(call, basicOf('sectigo2:a pass:word')) },
  { what: 'no password', forge: ({ call }) => without(call, 'authorization') },
]

const bearer: Rows = [
  {
    what: 'another token',
    forge: ({ call }) => having(call, { authorization: `Bearer ${keys.bearer.slice(1)}0` }),
  },
  { what: 'the token as a password', forge: ({ call }) => having(call, basicOf(keys.bearer)) },
  {
    what: 'the token in the address',
    forge: ({ call }) => ({
      ...without(call, 'authorization'),
      path: `${call.path}?access_token=${keys.bearer}`,
    }),
  },
]

const ranged: Rows = [
  { what: 'from elsewhere', forge: ({ call }) => ({ ...call, from: '127.0.0.6' }) },
  {
    what: 'from elsewhere, saying it were not',
    forge: ({ call }) => ({
      ...having(call, { 'x-forwarded-for': '127.0.0.5', forwarded: 'for=127.0.0.5' }),
      from: '127.0.0.6',
    }),
  },
  {
    what: 'by a proxy, from elsewhere, saying it were not',
    forge: ({ call }) => ({
      ...having(call, { 'x-forwarded-for': '127.0.0.5, 127.0.0.6' }),
      from: proxy,
    }),
  },
]

const proxied: Rows = [
  { what: 'past the proxy', forge: ({ call }) => ({ ...call, from: '127.0.0.6' }) },
]

const tables = { standard, ed25519, hub, timed, basic, bearer, ranged, proxied }

export const forgeries: readonly Forgery[] = Object.entries(tables).flatMap(([of, rows]) =>
  rows.map((row) => ({ ...row, of: of as SenderName })),
)
