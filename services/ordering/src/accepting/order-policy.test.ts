import { CertificateId, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { expect, test } from 'vitest'
import { orderPolicy } from './order-policy.ts'

const [tenantId, another] = [TenantId.parse('default'), TenantId.parse('another')]
const renewalOf = CertificateId.parse(`crt_${'a'.repeat(40)}`)
const names = ['a.example.test', 'b.example.test']
const withdrawn = CertificateId.parse(`crt_${'b'.repeat(40)}`)
const revoked = { at: '2026-11-24T12:00:00.000Z', reason: 'privilegeWithdrawn' }
// Nothing else of the documents is read.
const kept: Record<string, unknown> = {
  [renewalOf]: { tenantId, names },
  [withdrawn]: { tenantId, names, revoked },
}
const get = async (id: string) => kept[id] as CertificateDocument | undefined

const ruled = (approval: 'none' | 'new' | 'all') =>
  orderPolicy(
    {
      ...{ approval, approvalWithinDays: 2, failOverAfterMinutes: 36 },
      patience: { validating: 3, finalizing: 30 },
    } as never,
    { get },
  )

test('an order waits as long as its policy says', () => {
  expect(ruled('none').patience).toEqual({
    ...{ validating: 3, finalizing: 30, approving: 2, placing: 0.025 },
  })
})

test.each([
  ['none', { renewalOf: undefined }, false],
  ['all', { renewalOf }, true],
  ['new', { renewalOf: undefined }, true],
  ['new', { renewalOf }, false],
  ['new', { renewalOf, names: names.toReversed() }, false],
  ['new', { renewalOf, names: [...names, 'c.example.test'] }, true],
  ['new', { renewalOf, tenantId: another }, true],
  ['new', { renewalOf: withdrawn }, true],
  ['new', { renewalOf: CertificateId.parse('crt_unknown') }, true],
] as const)('by the policy "%s" an order with %j: %s', async (policy, asked, needed) => {
  const given = { tenantId, names, ...asked }

  expect(await ruled(policy).needsApproval(given)).toBe(needed)
})
