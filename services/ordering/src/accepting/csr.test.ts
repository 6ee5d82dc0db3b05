import { createCsr, generateKey } from '@certwire/pki'
import { describe, expect, test } from 'vitest'
import { csrNames } from './csr.ts'

const csr = createCsr(['a.example.test', '*.a.example.test'], await generateKey('p256'))

test('the names of a CSR are the names of the order', () => {
  expect(csrNames({ names: [], csr })).toEqual({ names: ['a.example.test', '*.a.example.test'] })
})

test('names and a key type that say the same change nothing', () => {
  const asked = { names: ['*.a.example.test', 'A.EXAMPLE.TEST.'], key: 'p256' as const }

  expect(csrNames({ ...asked, csr })).toEqual(csrNames({ names: [], csr }))
})

describe('a CSR is refused with', () => {
  test.each([
    ['a name less', { names: ['a.example.test'] }, 'ERR_CSR_NAMES'],
    ['a name more', { names: ['a.example.test', '*.a.example.test', 'b.test'] }, 'ERR_CSR_NAMES'],
    ['a name that is none beside it', { names: ['a..b'] }, 'ERR_NAME_SYNTAX'],
    ['another key type', { names: [], key: 'rsa2048' as const }, 'ERR_CSR_KEY'],
  ])('%s', (_, asked, code) => {
    expect(csrNames({ ...asked, csr })).toMatchObject({ problem: { code, actor: 'requester' } })
  })

  test('a name that nobody can have', async () => {
    const suffix = createCsr(['co.uk'], await generateKey('p256'))

    expect(csrNames({ names: [], csr: suffix })).toMatchObject({
      problem: { code: 'ERR_NAME_PUBLIC_SUFFIX' },
    })
  })

  test('a text that is none', () => {
    expect(csrNames({ names: [], csr: 'CSR' })).toMatchObject({
      problem: { code: 'ERR_CSR_MALFORMED', actor: 'requester' },
    })
  })
})
