// Runs on whatever Node the machine has (20 or newer), before anything is installed: plain JavaScript, no packages.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'

const stamp = 'node_modules/.installed-from'
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''

if (installed !== wanted) {
  console.log('Installing what package-lock.json names (once, and again only when it changes) …')
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other platforms, and not every registry has
  // those. `install --no-save` takes the same locked versions and writes neither file.
  // The node of node_modules may be about to be replaced, so npm must run on the machine's own.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter)
  const npm = spawnSync(
    'npm',
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, PATH: path },
    },
  )
  if (npm.status !== 0) {
    console.error(
      'npm install did not succeed. Check the connection to the package registry and run the command again.',
    )
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}
