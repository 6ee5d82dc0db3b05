import { X509Certificate } from 'node:crypto'
import { expect } from 'vitest'
import { staged } from '../support/staged.ts'

const [claimed, other] = ['2001:4860:4860::8888', '8.8.8.8']

const test = staged({ ca: { takesAddresses: true, claims: [claimed] } })

test.concurrent('an address that the CA has claimed for us is certified beside a name', async ({
  on,
}) => {
  const orderId = await on.request(['2001:4860:4860:0:0:0:0:8888', 'a.example.test'])

  const { names, certificate } = await on.reached(orderId, 'issued')
  if (!certificate) throw new Error('an issued order has its certificate')
  const { fullchain } = await on.exported(certificate.certificateId)

  expect(names).toEqual([claimed, 'a.example.test'])
  expect(new X509Certificate(fullchain).subjectAltName?.split(', ').sort()).toEqual([
    'DNS:a.example.test',
    'IP Address:2001:4860:4860:0:0:0:0:8888',
  ])
})

test.concurrent('one that it has not is the requester’s to leave out', async ({ on }) => {
  const order = await on.reached(await on.request([other]), 'failed')

  expect(order).toMatchObject({
    problem: {
      ...{ code: 'ERR_ACME_REJECTED_IDENTIFIER', actor: 'requester' },
      reason: expect.stringContaining(other),
    },
  })
})

test.concurrent('one of a private network is refused at the door', async ({ on }) => {
  expect(await on.post('/requests', { names: ['10.0.0.1'] })).toMatchObject({
    ...{ status: 422, body: { code: 'ERR_NAME_IP_RESERVED' } },
  })
})
