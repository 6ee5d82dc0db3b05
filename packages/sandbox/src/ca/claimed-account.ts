import { z } from 'zod'

const Jws = z.object({ protected: z.string() })
const Header = z.object({ kid: z.string().max(300) })

/** Who a request says it is of, unverified: for the journal, which is there before anything is judged. */
export function claimedAccount(body: Buffer): string | undefined {
  try {
    const jws = Jws.parse(JSON.parse(body.toString('utf8')))
    return Header.parse(JSON.parse(Buffer.from(jws.protected, 'base64url').toString('utf8'))).kid
  } catch {
    return undefined
  }
}
