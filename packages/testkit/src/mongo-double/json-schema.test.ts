import { expect, test } from 'vitest'
import { violation } from './json-schema.ts'

/** By the MongoDB manual, $jsonSchema: draft 4, where `exclusive…` are flags and limits bind only their own type. */
test.each([
  [{ bsonType: 'object', required: ['a'] }, { a: null }, { b: 1 }],
  [{ bsonType: ['string', 'null'] }, null, 1],
  [{ bsonType: 'bool' }, true, 'true'],
  [{ enum: ['cat', 1] }, 'cat', 'dog'],
  [{ minimum: 0, exclusiveMinimum: true }, 1, 0],
  [{ maximum: 9, exclusiveMaximum: true }, 8.5, 9],
  [{ minimum: 0 }, 'text', -1],
  [{ multipleOf: 1 }, 2 ** 53 - 1, 1.5],
  [{ maxLength: 2 }, '😀😀', 'abc'],
  [{ minItems: 1, maxItems: 2 }, [1], []],
  [{ uniqueItems: true }, ['a', 'b'], [{ a: 1 }, { a: 1 }]],
  [{ minProperties: 1 }, { a: 1 }, {}],
  [{ items: { bsonType: 'string' } }, ['a'], ['a', 1]],
  [{ items: [{ bsonType: 'string' }, { bsonType: 'number' }] }, ['a', 1, {}], [1, 'a']],
  [{ properties: { a: { bsonType: 'string' } } }, { b: 1 }, { a: 1 }],
  [{ additionalProperties: { bsonType: 'number' } }, { a: 1 }, { a: 'x' }],
  [{ anyOf: [{ enum: [1] }, { enum: [2] }] }, 2, 3],
  [{ allOf: [{ minimum: 1 }, { maximum: 3 }] }, 2, 4],
])('%j takes %j and refuses %j', (schema, taken, refused) => {
  expect(violation(schema, taken)).toBeUndefined()
  expect(violation(schema, refused)).toBeTypeOf('string')
})
