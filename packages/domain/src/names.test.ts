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
    ['foo.github.io', 'foo.github.io'],
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
    ['192.0.2.1', 'ERR_NAME_IP'],
    ['2001:db8::1', 'ERR_NAME_IP'],
    ['0x7f.1', 'ERR_NAME_IP'],
    ['1.1.168.192.in-addr.arpa', 'ERR_NAME_REVERSE'],
    ['xn--a.example.com', 'ERR_NAME_IDN'],
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

  test('may have an apex and its wildcard', () => {
    expect(codeOf('example.com', '*.example.com')).toHaveLength(2)
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
