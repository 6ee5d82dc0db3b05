import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IssuerConfig } from '@certwire/config'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { type AccountDocument, accounts } from './account-documents.ts'
import { connectAccounts } from './accounts.ts'

const issuer: IssuerConfig = {
  ...{ name: 'ca', directory: 'https://ca.example/directory', contact: [], origins: [] },
  propagation: 'all',
}

async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const collection = await store.open(accounts)
  const sealer = createSealer([localKek(randomBytes(32))])
  let now = 0
  const pass = (ms: number) => {
    now += ms
  }
  const clock = () => new Date(now)
  const connect = () => connectAccounts({ collection, sealer, clock })
  return { collection, connect, pass, all: connect() }
}

test('an account is kept with its key before any CA hears of it', async () => {
  const { all, collection } = await stage()

  const made = await all.findOrCreate(issuer)

  expect(made.url).toBeUndefined()
  expect(await collection.get(made._id)).toEqual(made)
  expect(createPrivateKey(await all.keyOf(made)).asymmetricKeyType).toBe('ec')
})

test('the key is sealed where it is kept', async () => {
  const { all } = await stage()

  const made = await all.findOrCreate(issuer)

  expect(JSON.stringify(made)).not.toContain('PRIVATE KEY')
})

test('two processes that make it at once have the same key', async () => {
  const { all } = await stage()

  const [one, other] = await Promise.all([all.findOrCreate(issuer), all.findOrCreate(issuer)])

  expect(one).toEqual(other)
})

test('a key from the configuration is taken instead of a new one', async () => {
  const { all } = await stage()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  const made = await all.findOrCreate({ ...issuer, accountKey: Secret.of(pem) })

  expect(await all.keyOf(made)).toBe(pem)
})

test('another directory under the same name is another account', async () => {
  const { all } = await stage()
  const made = await all.findOrCreate(issuer)

  const other = await all.findOrCreate({ ...issuer, directory: 'https://other.example/directory' })

  expect(other._id).not.toBe(made._id)
})

test('where the account is, is kept', async () => {
  const { all } = await stage()
  const made = await all.findOrCreate(issuer)

  const located = await all.save({ ...made, url: 'https://ca.example/account/1' })

  expect(located).toEqual({ ...made, version: 2, url: 'https://ca.example/account/1' })
  expect(await all.find(issuer)).toEqual(located)
})

test('what another process has changed is known after a second', async () => {
  const { connect, pass, all } = await stage()
  const made = await all.findOrCreate(issuer)
  const first = await all.save({ ...made, url: 'https://ca.example/account/1' })
  const moved = await connect().save({ ...made, version: 2, url: 'https://ca.example/account/2' })

  const atOnce = await all.find(issuer)
  pass(1000)

  expect([atOnce, await all.find(issuer)]).toEqual([first, moved])
})

test('whoever saves second is told so, and then sees what was saved first', async () => {
  const { all } = await stage()
  const made = await all.findOrCreate(issuer)
  const first = await all.save({ ...made, url: 'https://ca.example/account/1' })

  expect(await all.save({ ...made, url: 'https://ca.example/account/2' })).toBeUndefined()
  expect(await all.find(issuer)).toEqual(first)
})

test('a key that belongs to another account does not open', async () => {
  const { all } = await stage()
  const { key } = await all.findOrCreate(issuer)
  const { _id } = await all.findOrCreate({ ...issuer, name: 'other' })

  const swapped = all.keyOf({ _id, key } as AccountDocument)

  await expect(swapped).rejects.toMatchObject({ code: 'ERR_SEALED_TAMPERED' })
})

test('an account of the first version is completed from its key and the configuration', async () => {
  const { all, collection, connect } = await stage()
  const { issuer: _, thumbprint, ...made } = await all.findOrCreate(issuer)
  const url = 'https://ca.example/account/1'
  // As it was kept then, before the schema asked for more.
  await collection.replace({ ...made, version: 2, url } as AccountDocument)
  const eab = { kid: 'kid-1', hmacKey: Secret.of('MAC') }

  const read = await connect().read({ ...issuer, eab })

  expect(read).toEqual({ ...made, version: 2, url, issuer: 'ca', thumbprint, eabKid: 'kid-1' })
})
