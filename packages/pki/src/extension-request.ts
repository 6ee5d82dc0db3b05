import { childAt, childrenOf, DerError, type DerValue, readDer, tag } from './der.ts'
import { oid } from './oid.ts'

/**
 * The value of the extension that is asked for, undefined if it is not. Throws a `DerError` if the request or the
 * extension is there twice: what it means would depend on who reads it.
 */
export function requestedExtension(
  attributes: readonly DerValue[],
  id: Buffer,
): DerValue | undefined {
  const requests = attributes.map(attribute).filter(({ type }) => type.equals(oid.extensionRequest))
  const [asked] = requests
  if (!asked) return undefined
  if (requests.length > 1 || asked.values.length !== 1) throw new DerError('two extension requests')
  const extensions = childrenOf(childAt(asked.values, 0, tag.sequence)).map(extension)
  const found = extensions.filter(({ type }) => type.equals(id))
  if (found.length > 1) throw new DerError('an extension twice')
  return found[0] && readDer(found[0].value, tag.sequence)
}

/** RFC 2986 §4.1: a type and a set of values. */
function attribute(value: DerValue): { type: Buffer; values: DerValue[] } {
  const parts = childrenOf(value)
  if (value.tag !== tag.sequence || parts.length !== 2) throw new DerError('not an attribute')
  return {
    type: childAt(parts, 0, tag.objectIdentifier).raw,
    values: childrenOf(childAt(parts, 1, tag.set)),
  }
}

/** RFC 5280 §4.1: a type, maybe `critical`, and the value's DER in an octet string. */
function extension(value: DerValue): { type: Buffer; value: Buffer } {
  const parts = childrenOf(value)
  const last = parts.length - 1
  if (value.tag !== tag.sequence || last < 1 || last > 2) throw new DerError('not an extension')
  if (last === 2) childAt(parts, 1, tag.boolean)
  return {
    type: childAt(parts, 0, tag.objectIdentifier).raw,
    value: childAt(parts, last, tag.octetString).content,
  }
}
