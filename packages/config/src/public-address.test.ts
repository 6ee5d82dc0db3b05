import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'

test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '64:ff9b::808:808', '::ffff:8.8.8.8'])(
  '%s is on the Internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.2', '169.254.169.254', '172.31.255.255'],
  ...['192.0.0.170', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...[
    '::',
    '::1',
    '::7f00:1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'ff02::1',
    '2002:a00:1::',
  ],
  ...['2001:0:1::', '2001:db8::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:7f00:1'],
  ...['64:ff9b::7f00:1', '64:ff9b::7f00:0', '64:ff9b::1', '64:ff9b:1::808:808', 'localhost', ''],
])('"%s" is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
