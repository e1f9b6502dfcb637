import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const nonces = new WeakMap<object, string>();

/** The nonce of this response; style elements of the page carry it. */
export function nonceOf(response: object): string {
  const nonce = nonces.get(response) ?? randomBytes(16).toString('base64');
  nonces.set(response, nonce);
  return nonce;
}

const policy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", (_request: object, response: object): string => `'nonce-${nonceOf(response)}'`],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
  },
};

const features = ['camera', 'microphone', 'geolocation', 'display-capture', 'payment', 'usb', 'browsing-topics'];

/** Content Security Policy with a nonce, no framing, no sniffing, no referrer, no device features, nothing cached. */
export function securityHeaders(): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: policy,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  });
  const permissions = features.map((feature) => `${feature}=()`).join(', ');
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Permissions-Policy', permissions);
    response.setHeader('Cache-Control', 'no-store');
    protect(request, response, next);
  };
}
