import { CommandError } from './command-error.ts'
import { compareValues } from './compare.ts'
import { type Fields, isFields } from './fields.ts'

type Test = (value: unknown) => boolean

/**
 * A predicate for a filter over top-level fields. Bounds compare with their own type only, as on a real server. What our
 * adapter does not send is refused: a library such as mingo knows far more, and nobody would notice that we rely on it.
 */
export function matches(filter: Fields): (document: Fields) => boolean {
  const tests = Object.entries(filter).flatMap(([field, condition]) =>
    testsOf(condition).map((test) => [field, test] as const),
  )
  return (document) => tests.every(([field, test]) => test(document[field]))
}

function testsOf(condition: unknown): Test[] {
  if (!isFields(condition)) return [operator('$eq', condition)]
  return Object.entries(condition).map(([name, operand]) => operator(name, operand))
}

function operator(name: string, operand: unknown): Test {
  const compared = (holds: (difference: number) => boolean): Test => {
    return (value) => typeof value === typeof operand && holds(compareValues(value, operand))
  }
  switch (name) {
    case '$eq':
      return (value) => value === operand
    case '$gt':
      return compared((difference) => difference > 0)
    case '$gte':
      return compared((difference) => difference >= 0)
    case '$lt':
      return compared((difference) => difference < 0)
    case '$lte':
      return compared((difference) => difference <= 0)
    case '$exists':
      return (value) => (value !== undefined) === Boolean(operand)
    case '$type':
      return (value) => [operand].flat().includes(typeof value)
    default:
      throw new CommandError(2, 'BadValue', `the double does not know ${name} in a filter`)
  }
}
