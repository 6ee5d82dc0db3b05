import { createPrivateKey } from 'node:crypto'
import { createCsr, generateKey } from '@certwire/pki'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { exportRoutes } from './export.ts'
import { prepare } from './prepare.ts'
import { store } from './store.ts'
import { certify, names, rootPem, stage, toPrepare, toStore } from './test-stage.ts'

/** A certificate that is kept, for a key of ours or for this CSR, and the routes to it. */
async function kept(ownCsr?: string, roots: readonly string[] = []) {
  const is = { ...(await stage()), rootsOf: () => roots }
  const csr = ownCsr ?? (await prepare(toPrepare(), is))[0]?.data.csr ?? ''
  await store(toStore(csr, await certify(csr)), is)
  const [certificate] = await is.certificates.find('expiry', { limit: 1 })
  const { _id, chain } = certificate ?? expect.fail('no certificate is kept')
  const app = fastify()
  exportRoutes(app, is)
  return { is, chain, get: (id: string = _id) => app.inject(`/certificates/${id}/export`) }
}

test('a certificate leaves with its chain, its key and its root', async () => {
  const root = await rootPem()
  const { get, chain } = await kept(undefined, [root])

  const answer = await get()

  const { privateKey, ...rest } = answer.json()
  expect(rest).toEqual({ fullchain: chain, ca: root })
  expect(createPrivateKey(privateKey).asymmetricKeyType).toBe('ec')
})

test('nobody on the way may keep it', async () => {
  const { get } = await kept()

  expect((await get()).headers['cache-control']).toBe('no-store')
})

test('a certificate for the requester’s own CSR leaves without a key', async () => {
  const csr = createCsr(names, await generateKey('p256'))
  const { get, chain } = await kept(csr)

  expect((await get()).json()).toEqual({ fullchain: chain })
})

test.each(['crt_nobody', 'ord_1.1', '..%2F..%2Fkeys', '__proto__'])(
  '%s is no certificate',
  async (id) => {
    const { get } = await kept()

    expect((await get(id)).json()).toMatchObject({
      ...{ statusCode: 404, code: 'ERR_CERTIFICATE_UNKNOWN' },
    })
  },
)

test('a key that does not open does not leave the chain without it', async () => {
  const { is, get } = await kept()
  const key = (await is.documents.get('ord_1.1')) ?? expect.fail('no key is kept')
  const { tag } = await is.sealer.seal('other', { tenant: '', collection: '', id: '', purpose: '' })
  await is.documents.replace({ ...key, version: 2, key: { ...key.key, tag } })

  expect((await get()).statusCode).toBe(500)
})
