import { describe, expect, test } from 'vitest'
import { readCsr } from './read-csr.ts'
import { opensslRequest } from './test-requests.ts'

function codeOf(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
const withNames = (subject: string, names?: string) =>
  opensslRequest(
    ...P256,
    '-subj',
    subject,
    ...(names === undefined ? [] : ['-addext', `subjectAltName=${names}`]),
  )

describe('the names of a CSR', () => {
  test.each([
    [
      'its SANs in lower case, each once',
      '/O=x',
      'DNS:A.example,DNS:b.example,DNS:a.example',
      ['a.example', 'b.example'],
    ],
    [
      'also a common name that the SANs lack',
      '/CN=C.example',
      'DNS:a.example',
      ['a.example', 'c.example'],
    ],
    [
      'a common name that is there once more only once',
      '/CN=a.example',
      'DNS:a.example',
      ['a.example'],
    ],
    ['a common name alone', '/O=x/CN=a.example', undefined, ['a.example']],
    ['no common name that is not a name', '/CN=Example Corp. Ltd', 'DNS:a.example', ['a.example']],
    ['addresses too', '/O=x', 'DNS:a.example,IP:192.0.2.1', ['a.example', '192.0.2.1']],
    ['addresses alone', '/CN=192.0.2.1', 'IP:192.0.2.1', ['192.0.2.1']],
    ['addresses in one spelling', '/O=x', 'IP:2001:DB8:0:0:0:0:0:1', ['2001:db8::1']],
    ['also one without dots, for others to judge', '/O=x', 'DNS:localhost', ['localhost']],
  ])('are %s', (_, subject, sans, names) => {
    expect(readCsr(withNames(subject, sans)).names).toEqual(names)
  })

  test.each([
    ['none at all', '/O=x', undefined],
    ['a common name that is none', '/CN=John Doe', undefined],
    ['an IP address as common name', '/CN=192.0.2.1', 'DNS:a.example'],
    ['an e-mail address', '/O=x', 'email:me@a.example'],
    ['a URI', '/O=x', 'URI:https://a.example'],
  ])('are refused if there is %s', (_, subject, sans) => {
    expect(codeOf(() => readCsr(withNames(subject, sans)))).toBe('ERR_CSR_NAMES')
  })
})
