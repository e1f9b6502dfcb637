export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `07:00`; 24 is the end of a day. */
export const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
