import type { Response } from 'express';

/** `__Host-`: the browser itself refuses it without Secure, with another path or for another host. */
export const sessionCookie = '__Host-liaison';

const attributes = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;
const shape = /^[A-Za-z0-9_-]{43}$/;

/** The session reference in a Cookie header, or null. A header that names it twice is not believed. */
export function tokenIn(header: string | undefined): string | null {
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`))
    .map((pair) => pair.slice(sessionCookie.length + 1));
  const [token] = found;
  return token !== undefined && found.length === 1 && shape.test(token) ? token : null;
}

export function setSessionCookie(response: Response, token: string, expires: Date): void {
  response.cookie(sessionCookie, token, { ...attributes, expires });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(sessionCookie, attributes);
}
