import { rangesOf } from '@certwire/config'
import { expect, test } from 'vitest'
import { clientAddress } from './address.ts'

const proxies = rangesOf(['10.0.0.0/8', 'fd00::/8'])

test.each([
  ['a stranger is who it is', '192.0.2.1', undefined, '192.0.2.1'],
  ['what a stranger says of itself does not count', '192.0.2.1', '203.0.113.9', '192.0.2.1'],
  ['a proxy tells who called it', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['what was there before it does not count', '10.0.0.1', '8.8.8.8, 203.0.113.9', '203.0.113.9'],
  ['proxies stand behind proxies', 'fd00::1', '8.8.8.8, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
  ['one of IPv4 may be written in IPv6', '10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
  ['a proxy that tells nobody', '10.0.0.1', undefined, undefined],
  ['a proxy that tells nonsense', '10.0.0.1', '203.0.113.9:80', undefined],
  ['only proxies', '10.0.0.1', '10.0.0.2', undefined],
])('%s', (_, peer, forwardedFor, client) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(client)
})
