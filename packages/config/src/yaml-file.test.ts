import { describe, expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const nested = (open: string, close = '') => open.repeat(100_000) + close.repeat(100_000)
const many = (line: (index: number) => string) => Array.from({ length: 60_000 }, (_, i) => line(i))

describe('what is no YAML', () => {
  test.each([
    ['a quote that does not end', 'a: "x\n', 'certwire.yaml:2'],
    ['a tab', 'a:\n\tb: 1', 'certwire.yaml:2'],
    ['a key that is there twice', 'log: {}\nhttp: {}\nlog: {}', 'certwire.yaml:3'],
    ['several documents', 'a: 1\n---\nb: 2', 'certwire.yaml:2'],
    ['a tag of some language', 'kek: !!python/object x', 'certwire.yaml:1'],
    ['a list', '- a', 'certwire.yaml'],
    ['a text', 'hello', 'certwire.yaml'],
    ['an alias of nothing', 'a: *b', 'certwire.yaml'],
    ['a merge of nothing', '<<: 5', 'certwire.yaml'],
  ])('%s is found with its line', async (_, yaml, path) => {
    expect(await wrong({ yaml })).toEqual([`${path} ERR_CONFIG_YAML`])
  })

  test('nothing that is written there is repeated', async () => {
    const yaml = 'kek: "topsecret\nhttp: @topsecret\n{topsecret'

    const error = await load({ yaml }).catch((refused: Error) => refused)

    expect(String(error)).not.toContain('topsecret')
  })
})

describe('what would take the process down is refused', () => {
  test.each([
    ['lists in lists', nested('[')],
    ['lists in lists that end', nested('[', ']')],
    ['mappings in mappings', nested('{a: ')],
    ['keys of keys', nested('? ')],
    ['items in items', nested('- ')],
    ['values that are keys', nested('a: ')],
    [
      'indents without end',
      many((i) => `${' '.repeat(i % 2000)}k:`)
        .slice(0, 1000)
        .join('\n'),
    ],
    ['very many keys', many((i) => `k${i}: 1`).join('\n')],
    ['very many keys in braces', `{${many((i) => `k${i}`).join(',')}}`],
    ['very many anchors', nested('&a ')],
    ['very many tags', nested('!!map ')],
    ['an alias in what it names', 'a: &a [*a, *a]'],
    [
      'aliases of aliases',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]',
    ],
  ])('%s', async (_, yaml) => {
    expect(await wrong({ yaml })).toEqual(['certwire.yaml ERR_CONFIG_YAML'])
  })

  test('a file that is too large', async () => {
    expect(await wrong({ yaml: '#'.repeat(1024 * 1024 + 1) })).toEqual([
      'certwire.yaml ERR_CONFIG_FILE',
    ])
  })
})

test('keys of the language’s own objects are keys like others, and change nothing', async () => {
  const yaml =
    '__proto__: { polluted: 1 }\nconstructor: { prototype: {} }\nissuers: { __proto__: {} }'

  expect(await wrong({ yaml })).toEqual([
    '__proto__ ERR_CONFIG_UNKNOWN_KEY',
    'issuers.__proto__ ERR_CONFIG_UNKNOWN_KEY',
    'constructor ERR_CONFIG_UNKNOWN_KEY',
  ])
  expect({}).not.toHaveProperty('polluted')
})

test('anchors and merges are there for those who write many zones', async () => {
  const yaml = `
dns:
  zones:
    - &server { zone: example.com, provider: http-request, endpoint: 'https://dns.example.com' }
    - { <<: *server, zone: example.net }
`
  expect((await load({ yaml })).dns.zones.map(({ zone }) => zone)).toEqual([
    'example.com',
    'example.net',
  ])
})
