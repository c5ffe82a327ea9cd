/**
 * The portal as a process of its own, so that the deadline bench can kill it: `deadline-portal.ts SCRIPT STATE PORT`. Says `ready`
 * when it answers.
 */
import { readFileSync } from 'node:fs'
import { servePortal } from './portal.ts'

const [script, state, port] = process.argv.slice(2)
if (!script || !state || !port) throw new Error('usage: deadline-portal.ts SCRIPT STATE PORT')
const portal = await servePortal(readFileSync(script, 'utf8'), state, undefined, Number(port))
process.on('SIGTERM', () => void portal.close().then(() => process.exit(0)))
process.stdout.write('ready\n')
