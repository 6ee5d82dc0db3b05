import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

const TEXT = 'hunter2'
const secret = Secret.of(TEXT)

test('a secret is told to whoever asks for it', () => {
  expect(secret.reveal()).toBe(TEXT)
})

test.each([
  ['JSON', JSON.stringify({ secret, list: [secret] })],
  ['inspect', inspect({ secret }, { showHidden: true, depth: 9, customInspect: true })],
  ['inspect without its own words', inspect(secret, { showHidden: true, customInspect: false })],
  ['a template', `${secret}`],
  ['a concatenation', `${String(secret)}!`],
  ['a format', format('%s %o %O %j', secret, secret, secret, secret)],
  ['an error', inspect(new Error('failed', { cause: secret }))],
  [
    'its keys and values',
    inspect([Object.entries(secret), Reflect.ownKeys(secret), { ...secret }]),
  ],
  ['a clone', inspect(structuredClone({ ...secret }))],
])('%s does not show it', (_, text) => {
  expect(text).not.toContain(TEXT)
})
