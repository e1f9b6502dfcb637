import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { RegisterSearch } from './register-search.js';

const settled = 300;

/** What the register is asked for. It begins with the address, and is written there once the person has stopped typing. */
export function useRegisterSearch(): readonly [RegisterSearch, (search: RegisterSearch) => void] {
  const navigate = useNavigate();
  const address: RegisterSearch = useSearch({ strict: false });
  const [search, change] = useState(address);
  useEffect(() => {
    const timer = window.setTimeout(() => void navigate({ to: '.', search, replace: true }), settled);
    return () => window.clearTimeout(timer);
  }, [search, navigate]);
  return [search, change];
}
