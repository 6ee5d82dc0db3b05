export { pebbles } from './find.ts'
export { type Pebble, type PebbleProfiles, startPebble } from './start.ts'
