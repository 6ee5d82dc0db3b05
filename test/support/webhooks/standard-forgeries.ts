import { after, again, changed, having, type Rows, text, without } from './forgery.ts'
import { byLibrary, keys, senders } from './senders.ts'

const strange = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

/** Of webhooks by Standard Webhooks, with a shared secret. */
export const standard: Rows = [
  {
    what: 'signed with another secret',
    forge: ({ call, id, now }) => having(call, byLibrary(strange, id, call.body, now)),
    isForLibrary: true,
  },
  { what: 'another body', forge: ({ call }) => changed(call), isForLibrary: true },
  {
    what: 'sent 301 s ago',
    forge: (given) => again('standard', given, -301),
    isForLibrary: true,
  },
  { what: 'sent in 302 s', forge: (given) => again('standard', given, 302), isForLibrary: true },
  {
    what: 'its time made new',
    forge: ({ call, id, now }) => {
      const old = byLibrary(keys.secret, id, call.body, after(now, -900))
      const time = String(Math.floor(now.getTime() / 1000))
      return having(call, { ...old, 'webhook-timestamp': time })
    },
    isForLibrary: true,
  },
  {
    what: 'under another id',
    forge: ({ call }) => having(call, { 'webhook-id': 'msg_other' }),
    isForLibrary: true,
  },
  {
    what: 'no signature',
    forge: ({ call }) => without(call, 'webhook-signature'),
    isForLibrary: true,
  },
  { what: 'no id', forge: ({ call }) => without(call, 'webhook-id'), isForLibrary: true },
  { what: 'no time', forge: ({ call }) => without(call, 'webhook-timestamp'), isForLibrary: true },
  {
    what: 'half a signature',
    forge: ({ call }) =>
      having(call, { 'webhook-signature': text(call, 'webhook-signature').slice(0, 24) }),
    isForLibrary: true,
  },
  {
    what: 'v1 said to be v1a',
    forge: ({ call }) =>
      having(call, {
        'webhook-signature': text(call, 'webhook-signature').replace('v1,', 'v1a,'),
      }),
    isForLibrary: true,
  },
  {
    what: 'a signature that is empty',
    forge: ({ call }) => having(call, { 'webhook-signature': 'v1,' }),
    isForLibrary: true,
  },
  {
    what: 'the signature twice',
    forge: ({ call }) => {
      const signature = text(call, 'webhook-signature')
      return having(call, { 'webhook-signature': [signature, signature] })
    },
  },
  {
    what: 'two ids',
    forge: ({ call, id }) => having(call, { 'webhook-id': ['msg_new', id] }),
  },
  {
    what: 'to another source',
    forge: ({ call }) => ({ ...call, path: '/webhooks/ed25519' }),
  },
  {
    what: 'to a source that there is not',
    forge: ({ call }) => ({ ...call, path: '/webhooks/constructor' }),
    also: [404],
  },
  {
    what: 'to a path below',
    forge: ({ call }) => ({ ...call, path: '/webhooks/standard/..' }),
    also: [404],
  },
  {
    what: 'to the API',
    forge: ({ call }) => ({ ...call, path: '/api/v1/webhooks/test' }),
    also: [404],
  },
  { what: 'by PUT', forge: ({ call }) => ({ ...call, method: 'PUT' }), also: [404] },
  {
    what: 'by GET, its body a query',
    forge: ({ call }) => ({ ...call, method: 'GET', path: `${call.path}?type=issued`, body: '' }),
    also: [404],
  },
  {
    what: 'signed, and 300 KiB',
    forge: ({ id, now }) => {
      const body = JSON.stringify({ type: 'issued', filler: 'x'.repeat(300 * 1024) })
      return senders.standard.genuine(id, body, now)
    },
    // It may be cut off before it has all been sent.
    also: [413, 0],
  },
  {
    what: 'signed, and no JSON',
    forge: ({ id, now }) => senders.standard.genuine(id, '{"type":', now),
    also: [400],
  },
]
