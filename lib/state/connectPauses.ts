/** Seconds between two tries to open the socket, before the random part; the last one stays. */
export const CONNECT_PAUSES_S = [1, 2, 4, 8, 8];
