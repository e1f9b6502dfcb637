import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newRouter } from './app/router.js';
import { ClientProvider } from './data/client.js';
import { preferencesOf } from './frame/preferences.js';
import { Client } from './sync/client.js';
import { tellTimeBy } from './ui/now.js';
import './ui/tokens.css';
import './ui/reset.css';

// react-aria reads the meta element itself; whatever else inserts style elements asks get-nonce.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);

preferencesOf(null);
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('liaison');
const client = new Client(undefined, undefined, channel);
client.receipts.judgedBy(() => import('./access-log/proof/judge-receipts.js').then((part) => part.judgeOfReceipts));
tellTimeBy(() => client.clock.now());
const router = newRouter();
const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <ClientProvider client={client}>
        <RouterProvider router={router} />
      </ClientProvider>
    </StrictMode>,
  );
}
void client.start();
