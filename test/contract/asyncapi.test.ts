import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

// The parser's ES module does not load; its CommonJS form does.
const { Parser }: typeof import('@asyncapi/parser') = createRequire(import.meta.url)(
  '@asyncapi/parser',
)
const file = new URL('../../packages/contracts/generated/asyncapi.json', import.meta.url)
const errorsOf = async (text: string) => {
  const diagnostics = await new Parser().validate(text, { allowedSeverity: { error: true } })
  return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message)
}

test('the AsyncAPI document is valid', async () => {
  expect(await errorsOf(await readFile(file, 'utf8'))).toEqual([])
})

test('a reference to nowhere would be seen', async () => {
  const text = await readFile(file, 'utf8')
  const broken = text.replace('#/channels/order_placed', '#/channels/order_lost')

  expect(await errorsOf(broken)).not.toEqual([])
})
