import { expect, test } from 'vitest'
import { serverAddress, spelled } from './server-address.ts'

test.each([
  ['192.0.2.1', '192.0.2.1', 53],
  ['192.0.2.1:5353', '192.0.2.1', 5353],
  ['2001:db8::1', '2001:db8::1', 53],
  ['[2001:db8::1]', '2001:db8::1', 53],
  ['[2001:db8::1]:5353', '2001:db8::1', 5353],
])('%s is a server, and is spelled so that it can be read again', (text, address, port) => {
  const server = serverAddress(text)

  expect(server).toEqual({ address, port })
  expect(serverAddress(spelled({ address, port }))).toEqual(server)
})

test.each([
  '',
  'localhost',
  '192.0.2.1:0',
  '192.0.2.1:65536',
  '192.0.2',
  '[192.0.2.1]:53',
  '::1:x',
])('"%s" is none', (text) => {
  expect(serverAddress(text)).toBeUndefined()
})
