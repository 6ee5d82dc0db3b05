import { expect, test } from 'vitest'
import { addressOctets, addressText } from './ip-address.ts'

test.each([
  ['192.0.2.1', 'c0000201', '192.0.2.1'],
  ['::', '0'.repeat(32), '::'],
  ['::1', `${'0'.repeat(31)}1`, '::1'],
  ['2001:DB8:0:0:0:0:0:1', `20010db8${'0'.repeat(23)}1`, '2001:db8::1'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008', '1:2:3:4:5:6:7:8'],
  ['::ffff:192.0.2.1', `${'0'.repeat(20)}ffffc0000201`, '::ffff:c000:201'],
])('%s is %s', (text, hex, canonical) => {
  const octets = addressOctets(text)

  expect(octets?.toString('hex')).toBe(hex)
  expect(octets && addressText(octets)).toBe(canonical)
})

test.each(['', 'a.example', '1.2.3', '01.2.3.4', '1.2.3.256', 'fe80::1%eth0', '1::2::3'])(
  '"%s" is no address',
  (text) => {
    expect(addressOctets(text)).toBeUndefined()
  },
)

test.each([0, 3, 5, 15, 17])('%i octets are none', (length) => {
  expect(addressText(Buffer.alloc(length))).toBeUndefined()
})
