import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, isReserved } from './address.ts'

test.each([
  ...['0.1.2.3', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255'],
  ...['192.0.2.1', '192.168.1.1', '198.19.0.1', '203.0.113.5', '224.0.0.1', '255.255.255.255'],
  ...['::', '::1', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:102:304', '64:ff9b::1'],
  ...['2001::1', '2001:db8::1', '2002:c000:204::', '3fff::1'],
])('%s is of no public Internet', (address) => {
  expect(addressOf(address)).toBe(address)
  expect(isReserved(address)).toBe(true)
})

test.each([
  ...['1.1.1.1', '8.8.8.8', '100.63.255.255', '172.32.0.0', '192.0.1.1', '223.255.255.255'],
  ...['2001:4860:4860::8888', '2606:4700:4700::1111', '2a00::1', '2003::1', '3ffe::1'],
])('%s is', (address) => {
  expect(addressOf(address)).toBe(address)
  expect(isReserved(address)).toBe(false)
})

test.each([
  '',
  '.',
  ':',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '0x7f.1',
  '::1%eth0',
  '[::1]',
])('"%s" is no address', (text) => {
  expect(addressOf(text)).toBeUndefined()
})

test('an address has one spelling, in which it is written again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (raw) => {
      const address = addressOf(raw.toLowerCase()) ?? ''

      expect(addressOf(address)).toBe(address)
      expect(typeof isReserved(address)).toBe('boolean')
    }),
  )
})
