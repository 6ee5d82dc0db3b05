import { CommandError } from '../command-error.ts'
import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { collectionOf, type Server } from './command.ts'

export function insert(command: Fields, server: Server): Fields {
  const collection = collectionOf(command, 'insert', server)
  return each(listOf(command.documents), command, (document) => {
    collection.insert(document)
    return { n: 1 }
  })
}

export function update(command: Fields, server: Server): Fields {
  const collection = collectionOf(command, 'update', server)
  return each(listOf(command.updates), command, ({ q, u, upsert, multi }) => {
    const replacement = fieldsOf(u)
    const [operator] = Object.keys(replacement).filter((key) => key.startsWith('$'))
    if (operator || upsert || multi || Array.isArray(u)) {
      throw new CommandError(9, 'FailedToParse', 'the double replaces one document that is there')
    }
    const [old] = collection.find({ filter: fieldsOf(q), limit: 1 })
    if (old) collection.replace(old, replacement)
    return { n: Number(old !== undefined), nModified: Number(old !== undefined) }
  })
}

export function remove(command: Fields, server: Server): Fields {
  const collection = collectionOf(command, 'delete', server)
  return each(listOf(command.deletes), command, ({ q, limit }) => {
    const found = collection.find({ filter: fieldsOf(q), limit: Number(limit) })
    for (const { _id } of found) collection.apply({ remove: String(_id) })
    return { n: found.length }
  })
}

/** Errors of single statements stand beside the counts of the others; an ordered command stops at the first. */
function each(
  statements: readonly Fields[],
  { ordered }: Fields,
  run: (statement: Fields) => Record<string, number>,
): Fields {
  const counts: Record<string, number> = { n: 0 }
  const writeErrors: Fields[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      for (const [name, count] of Object.entries(run(statement))) {
        counts[name] = (counts[name] ?? 0) + count
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.more })
      if (ordered !== false) break
    }
  }
  return writeErrors.length > 0 ? { ...counts, writeErrors } : counts
}
