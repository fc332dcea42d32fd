/** `serverId|userId`: who a stored row belongs to. */
export type OwnerKey = string & { readonly isOwnerKey: true };

/** `serverId|userId|jobId`: two servers may use the same job ids. */
export type JobKey = string & { readonly isJobKey: true };

interface Owner {
  serverId: string;
  userId: string;
}

/**
 * The first and the last part hold no separator, so the user's id in the middle may hold any: that of a FastAPI
 * application may be `auth0|5f3e`. It is not escaped, so that keys stored by earlier versions stay the same.
 */
const escapeId = (id: string): string =>
  id.replace(/[\\|]/g, (character) => (character === '|' ? '\\p' : '\\\\'));

const unescapeId = (part: string): string =>
  part.replace(/\\(.)/g, (_, character) => (character === 'p' ? '|' : character));

export const ownerKeyOf = ({ serverId, userId }: Owner): OwnerKey =>
  `${escapeId(serverId)}|${userId}` as OwnerKey;

export const jobKeyOf = (owner: Owner, jobId: string): JobKey =>
  `${ownerKeyOf(owner)}|${escapeId(jobId)}` as JobKey;

/** For text from an address or a message, which may be anything. */
export const isJobKey = (text: string): text is JobKey => text.split('|').length > 2;

export const jobIdOf = (key: JobKey): string => unescapeId(key.slice(key.lastIndexOf('|') + 1));

export const ownerOf = (key: JobKey): OwnerKey => key.slice(0, key.lastIndexOf('|')) as OwnerKey;

/** Rows of another server, or of another user of this server, stay stored and are not changed. */
export const belongsTo = (owner: Owner, key: JobKey): boolean => ownerOf(key) === ownerKeyOf(owner);
