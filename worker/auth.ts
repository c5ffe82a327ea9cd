import { betterAuth } from 'better-auth/minimal'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { openDb } from '#db/client.ts'
import { findUserByEmail } from '#db/users.ts'
import { referenceAlphabet } from '#domain/reference-number.ts'
import { accounts, rateLimits, sessions, twoFactors, users, verifications } from '#db/schema.ts'
import { platform } from './env.ts'
import { sendMail } from './mail.ts'

/** How long the second factor rests after ten wrong codes in a row, in seconds. */
export const lockSeconds = 15 * 60

/** How long a code can be used, in seconds. */
export const codeLifetimeSeconds = 10 * 60

export const isSecure = platform.ORIGIN.startsWith('https://')
export const sessionCookie = `${isSecure ? '__Secure-' : ''}gelanggang.session_token`

/** How many recovery codes a person gets, and how many characters each has: 19 to the power of 10 are 6 x 10^12. */
const recoveryCodes = { amount: 10, length: 10 }

function recoveryCode(): string {
  // 190 is the largest multiple of the alphabet's 19 characters below 256: each is as likely as any other.
  const bytes = Array.from({ length: 8 }, () => [
    ...crypto.getRandomValues(new Uint8Array(recoveryCodes.length)),
  ]).flat()
  const fair = bytes.filter((byte) => byte < 190).slice(0, recoveryCodes.length)
  const text = fair.map((byte) => referenceAlphabet[byte % referenceAlphabet.length]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

/**
 * The second factor. The plugin asks for it only after a password, and here nobody has one: its own step is put behind the code
 * from the mail instead, so that no session comes of that code alone.
 */
function secondFactor() {
  const plugin = twoFactor({
    issuer: 'Gelanggang',
    allowPasswordless: true,
    twoFactorCookieMaxAge: codeLifetimeSeconds,
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: lockSeconds },
    backupCodeOptions: {
      storeBackupCodes: 'encrypted',
      customBackupCodesGenerate: () => Array.from({ length: recoveryCodes.amount }, recoveryCode),
    },
  })
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: ({ path }: { path?: string | undefined }) => path === '/sign-in/email-otp',
  }))
  return { ...plugin, hooks: { after } }
}

/** One instance an isolate: bindings are not request I/O. Sign-in is by a code sent to an address the portal already knows. */
export const auth = betterAuth({
  baseURL: platform.ORIGIN,
  basePath: '/api/auth',
  secret: platform.AUTH_SECRET,
  trustedOrigins: [platform.ORIGIN],
  telemetry: { enabled: false },
  database: drizzleAdapter(openDb(platform.DB), {
    provider: 'sqlite',
    transaction: false,
    schema: {
      user: users,
      session: sessions,
      account: accounts,
      verification: verifications,
      rateLimit: rateLimits,
      twoFactor: twoFactors,
    },
  }),
  session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
  rateLimit: {
    enabled: true,
    storage: 'database',
    window: 60,
    max: 60,
    // As for the codes by mail: five tries a sign-in and ten an account are what keeps guessing out.
    customRules: { '/two-factor/*': { window: 60, max: 30 } },
  },
  advanced: {
    cookiePrefix: 'gelanggang',
    useSecureCookies: isSecure,
    ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
  },
  plugins: [
    secondFactor(),
    emailOTP({
      otpLength: 6,
      expiresIn: codeLifetimeSeconds,
      storeOTP: 'hashed',
      disableSignUp: true,
      allowedAttempts: 3,
      // Many agencies share one address; the tries per code are what keeps guessing out.
      rateLimit: { window: 60, max: 30 },
      sendVerificationOTP: async ({ email, otp }) => {
        const user = await findUserByEmail(openDb(platform.DB), email)
        if (!user) return
        await sendMail(platform, new Date(), {
          kind: 'sign_in_code',
          to: user,
          subject: `Kode masuk Gelanggang: ${otp}`,
          body: [
            `Kode masuk Anda: ${otp}`,
            `Berlaku ${codeLifetimeSeconds / 60} menit dan hanya dapat dipakai sekali.`,
            'Bila Anda tidak meminta kode ini, abaikan surat ini. Jangan berikan kode kepada siapa pun.',
          ].join('\n\n'),
        })
      },
    }),
  ],
})
