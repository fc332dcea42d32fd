/** Rooms a socket is put in by the server itself; a job's room begins with `job_`, so they never meet. */
export const userRoom = (userId: string): string => `user:${userId}`;
export const tokenRoom = (tokenId: string): string => `token:${tokenId}`;
export const isJobRoom = (room: string): boolean => room.startsWith('job_');
