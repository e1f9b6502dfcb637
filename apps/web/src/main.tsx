import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <main>
        <h1>Liaison</h1>
      </main>
    </StrictMode>,
  );
}
