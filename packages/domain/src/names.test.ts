import { Identifier, Problem } from '@certwire/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameSet } from './names.ts'

const codeOf = (...names: string[]) => {
  const set = nameSet(names)
  return 'problem' in set ? set.problem.code : set.names
}
const label = (length: number) => 'a'.repeat(length)

describe('what is legal becomes lower-case A-labels', () => {
  test.each([
    ['Example.COM', 'example.com'],
    ['example.com.', 'example.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['faß.de', 'xn--fa-hia.de'],
    ['*.Example.com', '*.example.com'],
    ['demo.example.test', 'demo.example.test'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
    [`${label(63)}.example.com`, `${label(63)}.example.com`],
    ['1.example.com', '1.example.com'],
    ['XN--MNCHEN-3YA.de', 'xn--mnchen-3ya.de'],
    ['mu\u0308nchen.de', 'xn--mnchen-3ya.de'],
    ['*.münchen.de.', '*.xn--mnchen-3ya.de'],
    ['www.ck', 'www.ck'],
    ['*.github.io', '*.github.io'],
    ['*.a.b.c.d.e.f.g.h.i.j', '*.a.b.c.d.e.f.g.h.i.j'],
    ['example.internal', 'example.internal'],
    ['foo.github.io', 'foo.github.io'],
    ['8.8.8.8', '8.8.8.8'],
    ['2001:4860:4860:0:0:0:0:8888', '2001:4860:4860::8888'],
    ['2606:4700:0:1:0:0:0:1111', '2606:4700:0:1::1111'],
    ['2001:4860:4860::AbCd', '2001:4860:4860::abcd'],
  ])('%s', (raw, name) => {
    expect(codeOf(raw)).toEqual([name])
  })
})

describe('what is not legal is named with a code', () => {
  test.each([
    ['', 'ERR_NAME_EMPTY'],
    ['.', 'ERR_NAME_EMPTY'],
    ['*', 'ERR_NAME_WILDCARD'],
    ['*.', 'ERR_NAME_WILDCARD'],
    ['*.*.example.com', 'ERR_NAME_WILDCARD'],
    ['a.*.example.com', 'ERR_NAME_WILDCARD'],
    ['zombo*com', 'ERR_NAME_WILDCARD'],
    ['*a.example.com', 'ERR_NAME_WILDCARD'],
    ['*.com', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['com', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['co.uk', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['*.co.uk', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['localhost', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['..a', 'ERR_NAME_SYNTAX'],
    ['a..', 'ERR_NAME_SYNTAX'],
    ['a..example.com', 'ERR_NAME_SYNTAX'],
    ['-a.example.com', 'ERR_NAME_SYNTAX'],
    ['a-.example.com', 'ERR_NAME_SYNTAX'],
    ['a_b.example.com', 'ERR_NAME_SYNTAX'],
    ['bq--abc.example.com', 'ERR_NAME_SYNTAX'],
    [`${label(64)}.example.com`, 'ERR_NAME_SYNTAX'],
    ['a b.example.com', 'ERR_NAME_SYNTAX'],
    ['https://example.com', 'ERR_NAME_SYNTAX'],
    ['example.com/path', 'ERR_NAME_SYNTAX'],
    ['user@example.com', 'ERR_NAME_SYNTAX'],
    ['$(id).example.com', 'ERR_NAME_SYNTAX'],
    ['a\r\nb.example.com', 'ERR_NAME_SYNTAX'],
    ['\u202eexample.com', 'ERR_NAME_SYNTAX'],
    ['192.0.2.1', 'ERR_NAME_IP_RESERVED'],
    ['2001:db8::1', 'ERR_NAME_IP_RESERVED'],
    ['8.8.8.256', 'ERR_NAME_IP'],
    ['08.8.8.8', 'ERR_NAME_IP'],
    ['2001:4860:::8888', 'ERR_NAME_IP'],
    ['*.8.8.8.8', 'ERR_NAME_SYNTAX'],
    ['8.8.8.8:443', 'ERR_NAME_IP'],
    ['0x7f.1', 'ERR_NAME_IP'],
    ['1.1.168.192.in-addr.arpa', 'ERR_NAME_REVERSE'],
    ['xn--a.example.com', 'ERR_NAME_IDN'],
    ['\ufeffwww.example.com', 'ERR_NAME_SYNTAX'],
    ['exam\u00adple.com', 'ERR_NAME_SYNTAX'],
    ['example\u3002com', 'ERR_NAME_SYNTAX'],
    ['\uff45xample.com', 'ERR_NAME_SYNTAX'],
    ['a\u200b.example.com', 'ERR_NAME_SYNTAX'],
    ['h---test.example.com', 'ERR_NAME_SYNTAX'],
    ['example.com%00', 'ERR_NAME_SYNTAX'],
    ['example.com\0', 'ERR_NAME_SYNTAX'],
    ['example.com:443', 'ERR_NAME_SYNTAX'],
    ['[::1]', 'ERR_NAME_SYNTAX'],
    ['www.example.163', 'ERR_NAME_SYNTAX'],
    ['*.1.2.3.4', 'ERR_NAME_SYNTAX'],
    ['1.2.3', 'ERR_NAME_IP'],
    ['017700000001', 'ERR_NAME_IP'],
    ['::ffff:192.0.2.1', 'ERR_NAME_IP_RESERVED'],
    ['*.8.b.d.0.1.0.0.2.ip6.arpa', 'ERR_NAME_REVERSE'],
    ['foo.ck', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['*.foo.ck', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['\u9999\u6e2f', 'ERR_NAME_PUBLIC_SUFFIX'],
    ['xn--.example.com', 'ERR_NAME_SYNTAX'],
    ['xn--mnchen-3y.de', 'ERR_NAME_IDN'],
    ['XN--A.example.com', 'ERR_NAME_IDN'],
    ['a.b.c.d.e.f.g.h.i.j.k', 'ERR_NAME_TOO_DEEP'],
    [`${Array.from({ length: 5 }, () => label(60)).join('.')}.com`, 'ERR_NAME_TOO_LONG'],
  ])('%j is %s', (raw, code) => {
    expect(codeOf(raw)).toBe(code)
  })
})

describe('a set', () => {
  test('has each name once, whatever its spelling', () => {
    expect(codeOf('a.example.com', 'A.Example.com.', 'b.example.com')).toEqual([
      'a.example.com',
      'b.example.com',
    ])
  })

  test('may have an apex and its wildcard, which are two names', () => {
    expect(codeOf('example.com', '*.example.com', '*.EXAMPLE.com.', 'Example.com')).toEqual([
      'example.com',
      '*.example.com',
    ])
  })

  test('names the first of several that are not legal', () => {
    expect(codeOf('example.com', 'co.uk', 'a..b')).toBe('ERR_NAME_PUBLIC_SUFFIX')
  })

  test('without names is refused', () => {
    expect(codeOf()).toBe('ERR_NAMES_EMPTY')
  })

  test('takes a hundred names and not one more', () => {
    const names = Array.from({ length: 101 }, (_, index) => `n${index}.example.com`)

    expect(codeOf(...names.slice(1))).toHaveLength(100)
    expect(codeOf(...names)).toBe('ERR_NAMES_TOO_MANY')
  })

  test('quotes a bad name without its control characters', () => {
    const set = nameSet(['\u001b[31m.example.com'])

    expect('problem' in set && set.problem.reason).toContain('\\u{1b}[31m')
  })
})

describe('the length of a name', () => {
  // With "_acme-challenge." in front it may have 253 characters.
  const of = (length: number) => `${label(63)}.${label(63)}.${label(63)}.${label(length - 196)}.com`

  test.each(['', '*.'])('%s leaves room for that of its challenge', (wildcard) => {
    expect(of(237)).toHaveLength(237)
    expect(codeOf(`${wildcard}${of(237)}`)).toEqual([`${wildcard}${of(237)}`])
    expect(codeOf(`${wildcard}${of(238)}`)).toBe('ERR_NAME_TOO_LONG')
  })
})

describe('whatever is requested', () => {
  const text = fc.oneof(
    ...[fc.domain(), fc.string(), fc.string({ unit: 'binary' }), fc.ipV4(), fc.ipV6(), fc.webUrl()],
    fc
      .tuple(fc.constantFrom('*.', '_', 'xn--', '-', '.'), fc.domain())
      .map((parts) => parts.join('')),
    fc
      .array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 5 })
      .map((labels) => labels.join('.')),
  )

  test('is names as certificates have them, each once, or a problem for the one who asked', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (raw) => {
        const set = nameSet(raw)

        if ('problem' in set) {
          expect(Problem.safeParse(set.problem).success).toBe(true)
          expect(set.problem).toMatchObject({ actor: 'requester', retryable: false })
          expect(set.problem.reason).toMatch(/^[\x20-\x7e]+$/)
        } else {
          expect(set.names).toEqual([...new Set(set.names)])
          expect(set.names.every((name) => Identifier.safeParse(name).success)).toBe(true)
          expect(nameSet(set.names)).toEqual(set)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('is the same set in capitals, with dots at the end, and twice', () => {
    fc.assert(
      fc.property(fc.array(fc.domain(), { minLength: 1, maxLength: 5 }), (raw) => {
        const loud = raw.map((name) => `${name.toUpperCase()}.`)

        expect(nameSet([...raw, ...loud])).toEqual(nameSet(raw))
      }),
    )
  })
})
