import { Long } from 'bson'
import { CommandError } from '../command-error.ts'
import { type Fields, fieldsOf, numberOf } from '../fields.ts'
import { namespaceOf, type Server } from './command.ts'

const FIRST_BATCH = 101

export function find(command: Fields, server: Server): Fields {
  const namespace = namespaceOf(command, 'find')
  const collection = server.storage.find(namespace)
  const found = collection?.find({
    filter: fieldsOf(command.filter),
    sort: fieldsOf(command.sort),
    limit: Math.abs(numberOf(command.limit, 0)),
    skip: numberOf(command.skip, 0),
  })
  const projected = (found ?? []).map(projection(fieldsOf(command.projection)))
  const size = numberOf(command.batchSize, FIRST_BATCH)
  const firstBatch = projected.slice(0, command.singleBatch ? undefined : size)
  const rest = projected.slice(firstBatch.length)
  const id = rest.length > 0 ? server.nextCursor++ : 0
  if (id) server.cursors.set(id, { namespace, rest })
  return { cursor: { id: Long.fromNumber(id), ns: namespace, firstBatch } }
}

export function getMore(command: Fields, { cursors }: Server): Fields {
  const id = Number(command.getMore)
  const cursor = cursors.get(id)
  if (!cursor) throw new CommandError(43, 'CursorNotFound', `cursor id ${id} not found`)
  const nextBatch = cursor.rest.splice(0, numberOf(command.batchSize, cursor.rest.length))
  const done = cursor.rest.length === 0
  if (done) cursors.delete(id)
  return { cursor: { id: Long.fromNumber(done ? 0 : id), ns: cursor.namespace, nextBatch } }
}

export function killCursors(command: Fields, { cursors }: Server): Fields {
  const ids = Array.isArray(command.cursors) ? command.cursors.map(Number) : []
  for (const id of ids) cursors.delete(id)
  return { cursorsKilled: ids.map((id) => Long.fromNumber(id)) }
}

/** Names to take, or names to leave out; `_id` is taken unless it is left out. */
function projection(asked: Fields) {
  const entries = Object.entries(asked)
  if (entries.length === 0) return (document: Fields) => document
  const takes = entries.some(([name, value]) => name !== '_id' && value)
  return (document: Fields) => {
    const isKept = (name: string) => {
      if (Object.hasOwn(asked, name)) return Boolean(asked[name])
      return name === '_id' || !takes
    }
    return Object.fromEntries(Object.entries(document).filter(([name]) => isKept(name)))
  }
}
