/** An id as it is shown where there is no name: its end, since ids begin with the time (UUIDv7). */
export const shortId = (id: string): string => id.slice(-8);
