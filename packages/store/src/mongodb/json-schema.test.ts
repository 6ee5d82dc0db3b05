import { expect, test } from 'vitest'
import { z } from 'zod'
import { validatorOf } from './json-schema.ts'

const Name = z
  .string()
  .min(2)
  .max(9)
  .regex(/^[a-z]+$/)
  .meta({ id: 'StoreTestName' })

test('a schema becomes the part of draft 4 that MongoDB takes', () => {
  const schema = z.strictObject({
    _id: Name,
    version: z.int().positive(),
    at: z.iso.datetime().default('x'),
    size: z.number().gt(3).nullable(),
    tags: z.record(z.string(), z.boolean()).optional(),
    pair: z.tuple([z.string(), z.int()]).optional(),
  })

  expect(validatorOf(schema)).toEqual({
    $jsonSchema: {
      bsonType: 'object',
      required: ['_id', 'version', 'at', 'size'],
      properties: {
        _id: { bsonType: 'string', minLength: 1, maxLength: 9 },
        version: {
          bsonType: 'number',
          multipleOf: 1,
          minimum: 0,
          exclusiveMinimum: true,
          maximum: Number.MAX_SAFE_INTEGER,
        },
        at: { bsonType: 'string' },
        size: {
          anyOf: [{ bsonType: 'number', minimum: 3, exclusiveMinimum: true }, { bsonType: 'null' }],
        },
        tags: { bsonType: 'object', additionalProperties: { bsonType: 'bool' } },
        pair: {
          bsonType: 'array',
          minItems: 2,
          maxItems: 2,
          items: [
            { bsonType: 'string' },
            {
              bsonType: 'number',
              multipleOf: 1,
              minimum: Number.MIN_SAFE_INTEGER,
              maximum: Number.MAX_SAFE_INTEGER,
            },
          ],
        },
      },
    },
  })
})

test('nothing that MongoDB refuses is left, whatever zod offers', () => {
  interface Tree {
    children: Tree[]
  }
  const Tree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(Tree) }))
  const schema = z.discriminatedUnion('phase', [
    z.object({ phase: z.literal('a'), tree: Tree, any: z.unknown(), $odd: z.email() }),
    z.object({ phase: z.literal(['b', 'c']), more: z.looseObject({}), url: z.url().describe('x') }),
  ])

  const text = JSON.stringify(validatorOf(schema))

  expect(text).not.toMatch(/"(\$ref|\$schema|id|format|default|pattern|oneOf|definitions|type)":/)
  expect(text).not.toContain('"additionalProperties":false')
  expect(text).not.toContain('"$odd"')
})
