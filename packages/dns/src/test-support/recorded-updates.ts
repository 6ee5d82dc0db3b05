import { createSecretKey } from 'node:crypto'
import type { TsigKey } from '../rfc2136/tsig.ts'

const bytes = (...parts: string[]) => Buffer.from(parts.join(''), 'hex')
const zone = '076578616d706c6503636f6d0000060001'
const keyName = '086365727477697265076578616d706c6500'
const asked = [
  zone,
  '0f5f61636d652d6368616c6c656e6765c00c000500fe000000000000c01d001000fe000000000004036f6c64',
  'c01d001000010000003c0004036f6e65',
]
const keyOf = (algorithm: TsigKey['algorithm']): TsigKey => ({
  ...{ name: 'certwire.example', algorithm },
  secret: createSecretKey(Buffer.from('a secret of thirty-two octets!!!')),
})

/** What is asked for in all of them. */
export const change = {
  add: [{ name: '_acme-challenge.example.com', value: 'one' }],
  remove: [{ name: '_acme-challenge.example.com', value: 'old' }],
}

/** Without a key, as nsupdate 9.18 sends it; BIND 9.18 refuses. */
export const plain = {
  request: bytes('774128000001000100020000', ...asked),
  refused: bytes('7741a8050001000000000000', zone),
}

const sha256 = `${keyName}00fa00ff00000000003d0b686d61632d73686132353600`
const sha512 = `${keyName}00fa00ff00000000005d0b686d61632d73686135313200`

/** With a key that BIND knows. */
export const signed = [
  {
    key: keyOf('hmac-sha256'),
    at: new Date(0x6b062f32 * 1000),
    request: bytes(
      ...['532e28000001000100020001', ...asked, sha256, '00006b062f32012c0020'],
      '73b855e055ffcd5c342cdb2ac4afa94fb77ce4e6595cd4f9f499ba48be6d5ffc',
      '532e00000000',
    ),
    accepted: bytes(
      ...['532ea8000001000000000001', zone, sha256, '00006b062f32012c0020'],
      '120ffba0259aeb4de05a82ca480616e97d233bc8dc27af4e70d3759026c5b7a8',
      '532e00000000',
    ),
  },
  {
    key: keyOf('hmac-sha512'),
    at: new Date(0x6b062f34 * 1000),
    request: bytes(
      ...['d92128000001000100020001', ...asked, sha512, '00006b062f34012c0040'],
      'df6f2f9e1e6b1a0ae11319c18a58fde44a41bda9e821f1f12672eecf5b294beb',
      'd2f4516881f10161d6fe5d46ffa559ba5046c93719523eb8734d0cf15a476f48',
      'd92100000000',
    ),
    accepted: bytes(
      ...['d921a8000001000000000001', zone, sha512, '00006b062f34012c0040'],
      'eaab980d42e4f7675eda6c0bc06db523ddf395e07803e19fafe985c1d76ed1c2',
      'f85bc2fe5b963d6beab1ff1da3ae2ccb7a56f678aea565e8e14adc816ba0cb96',
      'd92100000000',
    ),
  },
] as const

/** With another secret than BIND has. */
export const badSignature = bytes(
  ...['a6d4a8090001000000000001', zone],
  `${keyName}00fa00ff00000000001d0b686d61632d73686132353600`,
  '00006b062f32012c0000a6d400100000',
)
