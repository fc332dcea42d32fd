/** `serverId|userId`: who a stored row belongs to. */
export type OwnerKey = string & { readonly isOwnerKey: true };

/** `serverId|userId|jobId`: two servers may use the same job ids. */
export type JobKey = string & { readonly isJobKey: true };

interface Owner {
  serverId: string;
  userId: string;
}

/** Servers choose their ids. An id that contains the separator must not be read as two parts. */
const escapeId = (id: string): string =>
  id.replace(/[\\|]/g, (character) => (character === '|' ? '\\p' : '\\\\'));

const unescapeId = (part: string): string =>
  part.replace(/\\(.)/g, (_, character) => (character === 'p' ? '|' : character));

export const ownerKeyOf = ({ serverId, userId }: Owner): OwnerKey =>
  `${escapeId(serverId)}|${escapeId(userId)}` as OwnerKey;

export const jobKeyOf = (owner: Owner, jobId: string): JobKey =>
  `${ownerKeyOf(owner)}|${escapeId(jobId)}` as JobKey;

/** Checks text from an address or a message, which may be anything. */
export const isJobKey = (text: string): text is JobKey => text.split('|').length === 3;

export const jobIdOf = (key: JobKey): string => unescapeId(key.split('|')[2] ?? '');

export const ownerOf = (key: JobKey): OwnerKey => key.split('|').slice(0, 2).join('|') as OwnerKey;

/** Rows of another server, or of another user of this server, stay stored and are not changed. */
export const belongsTo = (owner: Owner, key: JobKey): boolean => ownerOf(key) === ownerKeyOf(owner);
