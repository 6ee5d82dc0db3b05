import { describe, expect, test } from 'vitest'
import { commands } from './commands/index.ts'
import { stage } from './test-stage.ts'

describe('help', () => {
  test('of the program names every command, the exit codes and the environment', async () => {
    const { code, stdout, stderr } = await stage().run('--help')

    expect([code, stderr]).toEqual([0, ''])
    for (const word of ['request', 'order', 'cert', 'dead', 'Exit codes', '130', 'NO_COLOR'])
      expect(stdout).toContain(word)
  })

  test.each(commands)(
    'of $name begins with its summary and ends with examples',
    async ({ name, summary }) => {
      const { code, stdout } = await stage().run(...name.split(' '), '--help')

      expect(code).toBe(0)
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(summary)
      expect(stdout).toMatch(new RegExp(`Examples:\\n(  .*certwire ${name}.*\\n)+$`))
    },
  )

  test('stands in for a verb that is missing, on stderr', async () => {
    const { code, stdout, stderr } = await stage().run('order')

    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Usage: certwire order/)
  })
})

test('the version is one line', async () => {
  const { code, stdout } = await stage().run('--version')

  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
})

describe('a command line that is not right is told in one line, with what was meant', () => {
  test.each([
    ['ordr list', /unknown command 'ordr' \(Did you mean order\?\)/],
    ['order lst', /unknown command 'lst' \(Did you mean list\?\)/],
    ['order show', /missing required argument 'id'/],
    ['order show ord_1 ord_2', /too many arguments/],
    ['order list --limti 3', /unknown option '--limti' \(Did you mean --limit\?\)/],
    ['order list -o xml', /Allowed choices are table, json, jsonl, yaml/],
    ['order list --limit 0', /limit must be at least 1\. See "certwire order list --help"/],
    ['order list --limit many', /limit/],
    ['order show 42', /id is no order id/],
    ['cert export ord_1', /id is no certificate id/],
    ['events --since lately', /"lately" is neither an instant/],
    ['request', /Give at least one name/],
    ['request a.example --key p521', /key must be one of p256/],
    ['request a.example --key p256 --csr my.csr', /leave out --key or --csr/],
  ])('certwire %s', async (line, told) => {
    const { code, stdout, stderr } = await stage().run(...line.split(' '))

    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: ERR_USAGE: .*\n$/)
    expect(stderr).toMatch(told)
  })
})
