/** Sends one DNS message over HTTP and resolves with the head of the response; its body is yet to come. */
export type Post = (url: URL, message: Buffer, signal: AbortSignal) => Promise<Response>

export const MEDIA_TYPE = 'application/dns-message'

const headers = { 'content-type': MEDIA_TYPE, accept: MEDIA_TYPE }

/**
 * Posts over HTTP/2 where the server has it: some resolvers speak nothing else, and Node's own fetch does not offer it.
 * Redirects are not followed: who resolves for us is configured. `ca` replaces the authorities that Node trusts.
 */
export function postOverHttp2(tls: { readonly ca?: string } = {}): Post {
  let connected: Promise<Post> | undefined
  return async (...message) => {
    // Most have no such resolver, and start without the client.
    connected ??= connect(tls)
    return (await connected)(...message)
  }
}

async function connect(tls: { readonly ca?: string }): Promise<Post> {
  const { Agent, fetch } = await import('undici')
  const dispatcher = new Agent({ allowH2: true, connect: tls })
  return (url, body, signal) =>
    fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal, dispatcher })
}
