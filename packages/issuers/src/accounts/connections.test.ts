import { generateAccountKey } from '@certwire/acme'
import { expect, test } from 'vitest'
import type { AccountDocument } from './account-documents.ts'
import { keptConnections } from './connections.ts'

const issuer = {
  ...{ name: 'ca', directory: 'https://ca.example/directory', contact: [], origins: [] },
  propagation: 'all' as const,
}
const account = { _id: 'ca-1', version: 1, directory: issuer.directory } as AccountDocument
const pem = generateAccountKey().export({ type: 'pkcs8', format: 'pem' }).toString()

/** `keys` are given one after the other. */
function stage(keys: readonly (string | Error)[]) {
  const left = [...keys]
  const keyOf = async () => {
    const key = left.shift()
    if (typeof key !== 'string') throw key
    return key
  }
  return keptConnections({ keyOf, clock: () => new Date(0) })
}

test('an account is connected once', async () => {
  const connections = stage([pem])

  const [one, other] = await Promise.all([
    connections.to(issuer, account),
    connections.to(issuer, account),
  ])

  expect(one).toBe(other)
})

test('one that was registered anew is connected anew', async () => {
  const connections = stage([pem, pem])
  const one = await connections.to(issuer, account)

  const other = await connections.to(issuer, { ...account, version: 2 })

  expect(other).not.toBe(one)
})

test('a key that could not be had is asked for again', async () => {
  const connections = stage([new Error('locked'), pem])
  await expect(connections.to(issuer, account)).rejects.toThrow('locked')

  const issuerOnceMore = await connections.to(issuer, account)

  expect(issuerOnceMore.digest('token')).toMatch(/^[\w-]{43}$/)
})

test('closing passes over what was never open', async () => {
  const connections = stage([new Error('locked')])
  await connections.to(issuer, account).catch(() => undefined)

  await expect(connections.close()).resolves.toBeUndefined()
})
