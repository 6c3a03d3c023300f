import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { HookForm } from './HookForm.tsx';

const place = document.querySelector('#app');
if (place) createRoot(place).render(<App form={HookForm} />);
