import type { Spoiling } from '@certwire/testkit'

const tenMegabytes = Buffer.alloc(1e7, ' ')

const endless: Spoiling = (response) => {
  const more = () => {
    while (response.write('x'.repeat(100_000)));
  }
  // Whoever has enough hangs up, and writing on is then an error.
  response.on('drain', more).on('error', () => undefined)
  response.writeHead(200)
  more()
}

interface Garbage {
  readonly what: string
  readonly how: Spoiling
  readonly code: string
}

/** What no CA should answer, and the code of the problem that it is. */
export const garbage: [Garbage, ...Garbage[]] = [
  {
    what: 'a web page',
    how: (response) => response.writeHead(200).end('<h1>It works!</h1>'),
    code: 'ERR_CA_MALFORMED',
  },
  {
    what: 'a redirect',
    how: (response) => response.writeHead(307, { location: 'https://elsewhere.example/' }).end(),
    code: 'ERR_CA_REDIRECT',
  },
  {
    what: '10 MB',
    how: (response) => response.writeHead(200).end(tenMegabytes),
    code: 'ERR_CA_BODY_TOO_LARGE',
  },
  { what: 'a body without end', how: endless, code: 'ERR_CA_BODY_TOO_LARGE' },
]

export const hangUp: Spoiling = (response) => response.destroy()
