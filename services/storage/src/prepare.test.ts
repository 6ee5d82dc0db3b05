import { expect, test } from 'vitest'
import { prepare } from './prepare.ts'
import { orderId, stage, toPrepare } from './test-stage.ts'

test('the answer is the CSR of a key that is kept', async () => {
  const is = await stage()

  const answers = await prepare(toPrepare(), is)

  const kept = await is.documents.get('ord_1.1')
  expect(answers).toEqual([
    { type: 'csr.prepared', orderId, data: { generation: 1, csr: kept?.csr } },
  ])
  expect(kept).toMatchObject({ orderId, tenantId: 'default', type: 'p256' })
})

test('a command that comes again has the same answer', async () => {
  const is = await stage()
  const first = await prepare(toPrepare(), is)

  expect(await prepare(toPrepare(), is)).toEqual(first)
})

test('the next generation has a key of its own', async () => {
  const is = await stage()
  const [first] = await prepare(toPrepare(1), is)

  const [second] = await prepare(toPrepare(2), is)

  expect(second?.data.csr).not.toBe(first?.data.csr)
})
