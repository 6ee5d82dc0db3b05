/** The type of a TSIG record. */
export const TSIG = 250
/** Where a message says how many additional records it has, TSIG among them. */
export const ARCOUNT = 10

/** A field of so many octets, in network byte order. */
export function uint(value: number, octets: 1 | 2 | 4 | 6): Buffer {
  const field = Buffer.alloc(octets)
  field.writeUIntBE(value, 0, octets)
  return field
}

/** Characters with their number in front: a label of a name, and a string of a TXT record. */
export const counted = (text: string): Buffer =>
  Buffer.concat([uint(Buffer.byteLength(text), 1), Buffer.from(text)])

/** A canonical name without any pointer (RFC 4034 §6.2). */
export const uncompressed = (name: string): Buffer =>
  Buffer.concat([...name.split('.').map(counted), uint(0, 1)])
