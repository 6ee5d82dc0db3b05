import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { breaks } from './compatible.ts'

type Node = { [keyword: string]: unknown }

const folder = new URL('../../packages/contracts/released/', import.meta.url)
const released = readdirSync(folder).map((file) => ({
  type: file.slice(0, -5),
  schema: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Node,
}))

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every schema within a schema, itself first. */
function nodesOf(schema: Node): Node[] {
  const fields = isNode(schema.properties) ? Object.values(schema.properties) : []
  return [schema, ...[...fields, schema.items].filter(isNode).flatMap(nodesOf)]
}

const fieldsOf = ({ properties }: Node) => (isNode(properties) ? Object.keys(properties) : [])
const requiredOf = ({ required }: Node) => (Array.isArray(required) ? required : [])

/** What may be done to one schema that breaks somebody: each gives none, or the keywords that change. */
const mutations: Record<string, (node: Node) => Node[]> = {
  'a field goes': (node) =>
    fieldsOf(node).map((gone) => {
      const { [gone]: _, ...rest } = node.properties as Node
      return { properties: rest, required: requiredOf(node).filter((field) => field !== gone) }
    }),
  'a field becomes required': (node) =>
    fieldsOf(node)
      .filter((field) => !requiredOf(node).includes(field))
      .map((field) => ({ required: [...requiredOf(node), field] })),
  'a new field is required': (node) =>
    node.type === 'object'
      ? [
          {
            properties: { ...(node.properties as Node), added: {} },
            required: [...requiredOf(node), 'added'],
          },
        ]
      : [],
  'a field may be missing': (node) =>
    requiredOf(node).map((field) => ({
      required: requiredOf(node).filter((one) => one !== field),
    })),
  'a field has another name': (node) =>
    fieldsOf(node).map((field) => {
      const { [field]: schema, ...rest } = node.properties as Node
      return { properties: { ...rest, [`${field}2`]: schema } }
    }),
  'no other fields are taken': (node) =>
    node.type === 'object' && node.additionalProperties !== false
      ? [{ additionalProperties: false }]
      : [],
  'the type changes': (node) => [{ type: node.type === 'string' ? 'number' : 'string' }],
  'a longer text is needed': (node) =>
    node.type === 'string' ? [{ minLength: Number(node.minLength ?? 0) + 1 }] : [],
  'a shorter text is needed': (node) =>
    node.type === 'string' ? [{ maxLength: Number(node.maxLength ?? 1e9) - 1 }] : [],
  'more items are needed': (node) =>
    node.type === 'array' ? [{ minItems: Number(node.minItems ?? 0) + 1 }] : [],
  'fewer items are taken': (node) =>
    node.type === 'array' ? [{ maxItems: Number(node.maxItems ?? 1e9) - 1 }] : [],
  'items must differ': (node) => (node.type === 'array' ? [{ uniqueItems: true }] : []),
  'a larger number is needed': (node) =>
    node.type === 'integer' ? [{ minimum: Number(node.minimum) + 1 }] : [],
  'a smaller number is needed': (node) =>
    node.type === 'integer' ? [{ maximum: Number(node.maximum) - 1 }] : [],
  'a value is no longer among the choices': ({ enum: choices }) =>
    Array.isArray(choices)
      ? choices.map((gone) => ({ enum: choices.filter((one) => one !== gone) }))
      : [],
  'a value is new among the choices': ({ enum: choices }) =>
    Array.isArray(choices) ? [{ enum: [...choices, 'added'] }] : [],
  'the pattern changes': (node) => (node.type === 'string' ? [{ pattern: '^x$' }] : []),
  'the format changes': (node) => (node.type === 'string' ? [{ format: 'ipv6' }] : []),
}

test.each(Object.entries(mutations))(
  'in every released message it is seen that %s',
  (_, mutate) => {
    let tried = 0
    for (const { type, schema } of released) {
      const count = nodesOf(schema).length
      for (let at = 0; at < count; at++) {
        const before = nodesOf(schema)[at] as Node
        for (const change of mutate(before)) {
          const after = structuredClone(schema)
          Object.assign(nodesOf(after)[at] as Node, change)
          tried += 1
          expect(
            breaks(schema, after),
            `${type}: ${JSON.stringify(change).slice(0, 200)}`,
          ).not.toEqual([])
        }
      }
    }
    expect(tried).toBeGreaterThan(0)
  },
)

test('a new optional field is no break, wherever it is', () => {
  for (const { schema } of released) {
    const after = structuredClone(schema)
    for (const node of nodesOf(after))
      if (isNode(node.properties)) node.properties.added = { type: 'string' }
    expect(breaks(schema, after)).toEqual([])
  }
})
