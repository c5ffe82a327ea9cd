/** Names of offices and posts before the @: a mailbox that several people read. */
const offices =
  /^(admin|administrator|humas|info|informasi|kantor|kontak|layanan|operator|organisasi|ortala|ppid|sekretariat|setda|staf|tu|umum)([._-]\w{1,12}|\d{1,3})?$/

/** Whether an address looks like the mailbox of an office rather than of a person. A hint, never a refusal. */
export const isOfficeMailbox = (address: string): boolean => offices.test((address.split('@')[0] ?? '').toLowerCase())
