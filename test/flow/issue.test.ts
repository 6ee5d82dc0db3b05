import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { CertificateId } from '@certwire/contracts'
import { expect } from 'vitest'
import { seeded } from '../support/random.ts'
import { seed, ZONE } from '../support/stage.ts'
import { test } from '../support/staged.ts'

const names = ['flow.example.test', '*.flow.example.test']

/** What follows from what; between the three chance decides. */
const branches = [
  [
    ...['cert.requested', 'ordering.place', 'order.placed', 'solver.present'],
    ...['challenge.presented', 'validation.validate', 'authorization.valid'],
    ...['finalization.finalize', 'certificate.issued', 'storage.store', 'certificate.stored'],
    'cert.issued',
  ],
  ['order.placed', 'storage.prepare', 'csr.prepared', 'validation.validate'],
  ['authorization.valid', 'solver.clean-up', 'challenge.cleaned-up'],
]

test.concurrent('an apex and its wildcard end in one finalization, no record', async ({ on }) => {
  const orderId = await on.request(names)
  await on.reached(orderId, 'issued')
  await on.settled()

  const said = [...new Set(on.said(orderId))]
  expect(branches.map((branch) => said.filter((type) => branch.includes(type)))).toEqual(branches)
  expect(new Set(said)).toEqual(new Set(branches.flat()))
  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent('the certificate has exactly the names, and its key is ours', async ({ on }) => {
  const { certificate } = await on.reached(await on.request(names), 'issued')
  const exported = await on.exported(certificate?.certificateId as CertificateId)

  const leaf = new X509Certificate(exported.fullchain)
  const spki = leaf.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(leaf.checkPrivateKey(createPrivateKey(exported.privateKey ?? ''))).toBe(true)
  expect(on.ca.ledger.issued).toMatchObject([{ names, spki, serial: leaf.serialNumber }])
})

test.concurrent('orders of one to five names at once are as many certificates', async ({ on }) => {
  const random = seeded(seed)
  const sets = Array.from({ length: 4 }, (_, at) =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, (_, n) => `n${n}.o${at}.${ZONE}`),
  )

  const orderIds = await Promise.all(sets.map((set) => on.request(set)))
  const orders = await Promise.all(orderIds.map((orderId) => on.reached(orderId, 'issued')))
  await on.settled()

  expect(orders.map((order) => order.names)).toEqual(sets)
  expect(on.ca.ledger.issued.map((one) => one.names).sort()).toEqual(sets.sort())
  expect(on.tally()).toEqual({ finalized: 4, issued: 4, records: 0 })
})
