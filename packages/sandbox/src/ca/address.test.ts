import { expect, test } from 'vitest'
import { addressOf, canonicalAddress, octetsOf } from './address.ts'

test.each([
  ['192.0.2.1', '192.0.2.1', 'c0000201'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', '20010db8000000000000000000000001'],
  ['::', '::', '00000000000000000000000000000000'],
  ['::ffff:192.0.2.1', '::ffff:c000:201', '00000000000000000000ffffc0000201'],
  ['fe80::1:0:0:2', 'fe80::1:0:0:2', 'fe800000000000000001000000000002'],
])('%s is %s, and its octets are %s', (address, canonical, hex) => {
  const octets = octetsOf(canonicalAddress(address))
  expect(canonicalAddress(address)).toBe(canonical)
  expect(Buffer.from(octets).toString('hex')).toBe(hex)
  expect(addressOf(octets)).toBe(canonical)
})
