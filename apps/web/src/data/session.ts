import type { Me } from '@liaison/contracts';
import type { SessionState } from '../sync/session.js';
import { useLive } from './client.js';

export const useSession = (): SessionState => useLive(['session'], (client) => client.session.state);

/** Who is signed in. Only for screens behind the gate, which are not drawn without. */
export function useMe(): Me {
  const session = useSession();
  if (session.at !== 'in') throw new Error('nobody is signed in');
  return session.me;
}
