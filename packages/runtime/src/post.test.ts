import type { Bus, Packet } from '@certwire/bus'
import { CertRequested, OrderId, stamp, TenantId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { post } from './post.ts'

function stage() {
  const calls: (readonly Packet[])[] = []
  const bus = { publish: async (packets: readonly Packet[]) => void calls.push(packets) }
  return { bus: bus as Bus, calls }
}

const message = stamp(CertRequested(OrderId.parse('ord_1'), { names: ['a.example'] }), {
  ...{ id: 'ord_1.request.1', source: '/certwire/ops', time: new Date(0) },
  tenantId: TenantId.parse('acme'),
})

test('a message goes under the subject of its contract, as a CloudEvent, under its own id', async () => {
  const { bus, calls } = stage()

  await post(bus, [message])

  expect(calls).toMatchObject([
    [
      {
        ...{ subject: 'cert.requested.acme', id: 'ord_1.request.1' },
        headers: { 'Content-Type': 'application/cloudevents+json' },
      },
    ],
  ])
})

test('nothing to say says nothing', async () => {
  const { bus, calls } = stage()

  await post(bus, [])

  expect(calls).toEqual([])
})

test('a type without a contract is a mistake of ours', async () => {
  const { bus } = stage()

  await expect(post(bus, [{ ...message, type: 'cert.invented' }])).rejects.toThrow(TypeError)
})
