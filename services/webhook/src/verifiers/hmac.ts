import { createHmac } from 'node:crypto'
import { isOneOf } from '../one-of.ts'
import { isFresh } from '../timestamp.ts'
import type { Verifier } from '../verifier.ts'

/** An HMAC-SHA256 in a header, over the body or, with a header for the time, over `time.body`. */
export const hmac: Verifier<'hmac'> = ({ secrets, header: name, encoding, ...rest }) => {
  const { prefix, timestampHeader } = rest
  return ({ header, raw }, now) => {
    const given = header(name)
    if (given === undefined) return `the header ${name} is missing, or there twice`
    const time = timestampHeader === undefined ? undefined : (header(timestampHeader) ?? '')
    if (time !== undefined && !isFresh(time, now))
      return 'its time is not within five minutes of now'
    const content = time === undefined ? raw : Buffer.concat([Buffer.from(`${time}.`), raw])
    const wanted = secrets.map((secret) => {
      const mac = createHmac('sha256', secret.reveal()).update(content).digest(encoding)
      return prefix + mac
    })
    const text = encoding === 'hex' ? prefix + given.slice(prefix.length).toLowerCase() : given
    const isRight = given.startsWith(prefix) && isOneOf(text, wanted)
    return isRight ? undefined : 'its HMAC is by no key that is configured'
  }
}
