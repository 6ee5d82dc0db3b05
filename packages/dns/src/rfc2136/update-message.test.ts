import * as dnsPacket from 'dns-packet'
import { expect, test } from 'vitest'
import { updateMessage } from './update-message.ts'

const apex = '_acme-challenge.example.com'

test('an update is the one that nsupdate sends for it', () => {
  const change = { add: [{ name: apex, value: 'one' }], remove: [{ name: apex, value: 'old' }] }

  const message = updateMessage(0x7741, 'example.com', change)

  expect(message.toString('hex')).toBe(
    [
      '774128000001000100020000',
      '076578616d706c6503636f6d0000060001',
      '0f5f61636d652d6368616c6c656e6765c00c000500fe000000000000',
      'c01d001000fe000000000004036f6c64',
      'c01d001000010000003c0004036f6e65',
    ].join(''),
  )
})

const records = Array.from({ length: 400 }, (_, at) => ({
  name: `_acme-challenge.host-${at}.example.com`,
  value: String(at).padStart(43, 'v'),
}))

test('hundreds of names, and what is required of each, fit a message', () => {
  const { length } = updateMessage(1, 'example.com', { add: records, remove: [] })

  expect(length).toBeLessThan(60_000)
})

test('another codec reads every name of a long message', () => {
  const message = updateMessage(1, 'example.com', { add: [], remove: records })

  const { authorities = [] } = dnsPacket.decode(message)
  const read = authorities.map((one) => ({
    name: one.name,
    value: 'data' in one ? String(one.data) : '',
  }))
  expect(read).toEqual(records)
})

test('a value of 255 characters is one string', () => {
  const value = 'v'.repeat(255)

  const message = updateMessage(1, 'example.com', { add: [{ name: apex, value }], remove: [] })

  const length = Buffer.from([1, 0, 255])
  expect(message.subarray(-258)).toEqual(Buffer.concat([length, Buffer.from(value)]))
})
