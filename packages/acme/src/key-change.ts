import type { KeyObject } from 'node:crypto'
import { CaError } from './ca-error.ts'
import { publicJwk } from './jwk.ts'
import type { Signer } from './jws.ts'
import { AcmeProblem } from './problem.ts'
import type { Session } from './session.ts'

/** RFC 8555 §7.3.5: the old key says that the new one may, and the new one that it will. */
export async function changeKey(
  { directory, post, accountUrl }: Pick<Session, 'directory' | 'post' | 'accountUrl'>,
  oldKey: KeyObject,
  newSigner: Signer,
  signal: AbortSignal,
): Promise<void> {
  const { keyChange: url } = await directory(signal)
  if (url === undefined)
    throw new CaError('ERR_CA_NO_KEY_CHANGE', 'The CA does not let accounts change their keys.')
  const inner = { account: accountUrl(), oldKey: publicJwk(oldKey) }
  // Without a nonce, which only the outer one has.
  const payload = newSigner.sign(url, inner, {})
  try {
    await post(url, { payload, signal })
  } catch (error) {
    const isTaken = error instanceof AcmeProblem && error.status === 409
    if (!isTaken) throw error
    throw new CaError('ERR_CA_KEY_TAKEN', 'The new key has an account at the CA already.', {
      cause: error,
    })
  }
}
