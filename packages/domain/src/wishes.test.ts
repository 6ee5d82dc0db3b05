import { expect, test } from 'vitest'
import * as is from './fixtures.ts'

const wishes = { preferredChain: 'Root X2', profile: { name: 'short', required: true } }
const asked = is.opened({ wishes, renewalOf: is.stored.data.certificate.certificateId })

test('what is wished for reaches whoever asks the CA', () => {
  const finalizing = is.after([is.placed, is.presented, is.prepared, is.valid], asked)

  expect(asked.outbox).toMatchObject([{ type: 'ordering.place', data: { wishes } }])
  expect(finalizing.outbox[0]).toMatchObject({
    ...{ type: 'finalization.finalize', data: { preferredChain: 'Root X2' } },
  })
})

test('what is wished for stays for the next try', () => {
  const again = is.after(is.refusals(is.lost), asked)

  expect(again).toMatchObject({ generation: 2, wishes, renewalOf: asked.renewalOf })
})
