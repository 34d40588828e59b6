import { createContext, use } from 'react';

/** How many people wait for this person. The title of the tab and the navigation show it. */
export const AttentionContext = createContext(0);

export const useAttention = () => use(AttentionContext);
