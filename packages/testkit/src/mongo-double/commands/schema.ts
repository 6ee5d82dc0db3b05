import { Long } from 'bson'
import type { StoredCollection } from '../collection.ts'
import { CommandError } from '../command-error.ts'
import { type Fields, fieldsOf, listOf } from '../fields.ts'
import { unknownKeyword } from '../json-schema.ts'
import { matches } from '../matches.ts'
import { collectionOf, namespaceOf, type Server } from './command.ts'

const OPTIONS = ['validator', 'validationLevel', 'validationAction']

export function create(command: Fields, server: Server): Fields {
  const namespace = namespaceOf(command, 'create')
  if (server.storage.find(namespace)) {
    throw new CommandError(48, 'NamespaceExists', `collection ${namespace} already exists`)
  }
  const options = optionsOf(command)
  server.storage.findOrCreate(namespace).apply({ options })
  return {}
}

export function collMod(command: Fields, { storage }: Server): Fields {
  const namespace = namespaceOf(command, 'collMod')
  const collection = storage.find(namespace)
  if (!collection)
    throw new CommandError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)
  collection.apply({ options: { ...collection.options, ...optionsOf(command) } })
  return {}
}

export function createIndexes(command: Fields, server: Server): Fields {
  const collection = collectionOf(command, 'createIndexes', server)
  const before = collection.indexes.size + 1
  for (const spec of listOf(command.indexes)) {
    if (Object.values(fieldsOf(spec.key)).some((direction) => direction !== 1)) {
      throw new CommandError(2, 'BadValue', 'the double keeps ascending indexes only')
    }
    collection.createIndex(spec)
  }
  return { numIndexesBefore: before, numIndexesAfter: collection.indexes.size + 1 }
}

export function listIndexes(command: Fields, { storage }: Server): Fields {
  const namespace = namespaceOf(command, 'listIndexes')
  const collection = storage.find(namespace)
  if (!collection)
    throw new CommandError(26, 'NamespaceNotFound', `ns does not exist: ${namespace}`)
  const own = [...collection.indexes.values()].map(({ spec }) => ({ v: 2, ...spec }))
  return listed(namespace, [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...own])
}

export function listCollections(command: Fields, { storage }: Server): Fields {
  const database = String(command.$db)
  const isWanted = matches(fieldsOf(command.filter))
  const describe = ({ namespace, options }: StoredCollection) => {
    return { name: namespace.slice(database.length + 1), type: 'collection', options }
  }
  const found = storage.list(database).map(describe)
  return listed(`${database}.$cmd.listCollections`, found.filter(isWanted))
}

function listed(ns: string, firstBatch: readonly Fields[]): Fields {
  return { cursor: { id: Long.ZERO, ns, firstBatch } }
}

function optionsOf(command: Fields): Fields {
  const unknown = unknownKeyword(fieldsOf(fieldsOf(command.validator).$jsonSchema))
  if (unknown) throw new CommandError(9, 'FailedToParse', `Unknown $jsonSchema keyword: ${unknown}`)
  return Object.fromEntries(Object.entries(command).filter(([name]) => OPTIONS.includes(name)))
}
