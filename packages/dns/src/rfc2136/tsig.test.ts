import { expect, test } from 'vitest'
import { change, signed } from '../test-support/recorded-updates.ts'
import { sign } from './tsig.ts'
import { readUpdateAnswer } from './update-answer.ts'
import { updateMessage } from './update-message.ts'

const [recorded] = signed

test.each(signed)('an update signed by $key.algorithm is the one that nsupdate sends', (one) => {
  const message = updateMessage(one.request.readUInt16BE(), 'example.com', change)

  expect(sign(message, one.key, one.at).message.toString('hex')).toBe(one.request.toString('hex'))
})

test.each(signed)('BIND’s answer to it by $key.algorithm is trusted', ({ key, at, ...one }) => {
  const message = updateMessage(one.request.readUInt16BE(), 'example.com', change)

  const answer = readUpdateAnswer(sign(message, key, at), key, one.accepted)

  expect(answer).toMatchObject({ rcode: 0, isTrusted: true, isTruncated: false })
})

test('the same answer to the update of another second is not trusted', () => {
  const { key, at, request, accepted } = recorded
  const message = updateMessage(request.readUInt16BE(), 'example.com', change)
  const later = new Date(at.getTime() + 1000)

  expect(readUpdateAnswer(sign(message, key, later), key, accepted)?.isTrusted).toBe(false)
})
