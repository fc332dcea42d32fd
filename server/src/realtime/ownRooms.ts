/** Rooms into which the server itself puts a socket. Their names differ from those of jobs' rooms. */
export const userRoom = (userId: string): string => `user:${userId}`;
export const tokenRoom = (tokenId: string): string => `token:${tokenId}`;
