type Schema = Readonly<Record<string, unknown>>

/** The same for a message, which may also be gone: each with the message, the field and the cure. */
export function breaksOf(type: string, released: Schema, next: Schema | undefined): string[] {
  const found = next ? breaks(released, next) : ['it is gone, and who knows it still sends it']
  return found.map((what) => `${type}: ${what}. Leave it as it was and add ${type}-v2.`)
}

/**
 * What in `next` would surprise somebody who knows `released`: a reader who meets new values, a writer whose message is
 * no longer taken. Adding an optional field is fine.
 */
export function breaks(released: Schema, next: Schema, path = ''): string[] {
  const where = path || 'the message'
  return [
    ...(same(released.type, next.type) ? [] : [`${where}: its type changed`]),
    ...narrowed(released, next, where),
    ...properties(released, next, path),
    ...closed(released, next, where),
    ...items(released, next, path),
  ]
}

/** Compared each in its own way. */
const LEAST = ['minLength', 'minItems', 'minProperties', 'minimum', 'exclusiveMinimum']
const MOST = ['maxLength', 'maxItems', 'maxProperties', 'maximum', 'exclusiveMaximum']
const STRUCTURE = ['type', 'properties', 'required', 'items', 'additionalProperties']
/** For people: they promise nothing. */
const ANNOTATIONS = ['$schema', '$id', 'title', 'description', 'default', 'examples']
const HANDLED = new Set([...LEAST, ...MOST, ...STRUCTURE, ...ANNOTATIONS])

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** What other fields there may be: a schema that let any through and now lists them, or says what they must be. */
function closed(released: Schema, next: Schema, where: string): string[] {
  const [before = true, after = true] = [released.additionalProperties, next.additionalProperties]
  if (after === true || same(before, after)) return []
  if (isSchema(before) && isSchema(after)) return breaks(before, after, `${where}.*`)
  return [`${where}: it takes no other fields now`]
}

function items(released: Schema, next: Schema, path: string): string[] {
  if (!isSchema(next.items)) return []
  if (!isSchema(released.items)) return [`${path || 'the message'}: its items are bound now`]
  return breaks(released.items, next.items, `${path}[]`)
}

/** Whatever we do not know must stay as it was. */
function narrowed(released: Schema, next: Schema, where: string): string[] {
  const least = LEAST.filter((key) => bound(next, key, -Infinity) > bound(released, key, -Infinity))
  const most = MOST.filter((key) => bound(next, key, Infinity) < bound(released, key, Infinity))
  const keywords = new Set([...Object.keys(released), ...Object.keys(next)])
  const exact = [...keywords].filter((key) => !HANDLED.has(key) && !same(released[key], next[key]))
  return [...least, ...most, ...exact].map((key) => `${where}: its ${key} changed`)
}

const bound = (schema: Schema, key: string, otherwise: number) => Number(schema[key] ?? otherwise)

function properties(released: Schema, next: Schema, path: string): string[] {
  const [before, after] = [fields(released), fields(next)]
  const required = (schema: Schema) => (Array.isArray(schema.required) ? schema.required : [])
  const gone = Object.keys(before).filter((key) => !(key in after))
  const demanded = required(next).filter((key) => !required(released).includes(key))
  const loosened = required(released).filter((key) => key in after && !required(next).includes(key))
  const inner = Object.entries(before).flatMap(([key, schema]) => {
    const now = after[key]
    return now ? breaks(schema, now, path ? `${path}.${key}` : key) : []
  })
  const at = (key: string) => (path ? `${path}.${key}` : key)
  return [
    ...gone.map((key) => `${at(key)}: it was removed`),
    ...demanded.map((key) => `${at(String(key))}: it is required now`),
    ...loosened.map((key) => `${at(String(key))}: it may be missing now`),
    ...inner,
  ]
}

const fields = ({ properties: all }: Schema): Record<string, Schema> =>
  isSchema(all) ? (all as Record<string, Schema>) : {}
