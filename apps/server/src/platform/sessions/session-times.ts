/** After so long a session ends, whatever happens. */
export const absoluteHours = 12;
/** Without the person's own input for so long, a session is locked. */
export const idleMinutes = 30;
