/** What CAs, and those who pose as one, do to their clients: scripts for `answerNext`, certificates for `issueNext`. */
export {
  altered,
  answer,
  hangUp,
  htmlError,
  lostReply,
  problem,
  redirect,
  silence,
} from './answers.ts'
export { endlessBody, gzipBomb, hugeBody, slowDrip } from './bodies.ts'
export {
  cutOff,
  expired,
  leafOnly,
  refused,
  turnedRound,
  wrongKey,
  wrongNames,
} from './certificates.ts'
export { hostileDetail, hostileTexts } from './texts.ts'
export { hostileUrls, urls } from './urls.ts'
