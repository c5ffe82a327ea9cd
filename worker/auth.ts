import { betterAuth } from 'better-auth/minimal'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { openDb } from '#db/client.ts'
import { findUserByEmail } from '#db/users.ts'
import { accounts, rateLimits, sessions, users, verifications } from '#db/schema.ts'
import { platform } from './env.ts'
import { sendMail } from './mail.ts'

/** How long a code can be used, in seconds. */
export const codeLifetimeSeconds = 10 * 60

export const isSecure = platform.ORIGIN.startsWith('https://')
export const sessionCookie = `${isSecure ? '__Secure-' : ''}gelanggang.session_token`

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
    schema: { user: users, session: sessions, account: accounts, verification: verifications, rateLimit: rateLimits },
  }),
  session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
  rateLimit: { enabled: true, storage: 'database', window: 60, max: 60 },
  advanced: {
    cookiePrefix: 'gelanggang',
    useSecureCookies: isSecure,
    ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
  },
  plugins: [
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
