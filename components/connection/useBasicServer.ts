import { useStored } from '../screen/ScreenProvider';

/** Whether the server in use sends the five fields only. */
export const useBasicServer = (): boolean => useStored((view) => view.server?.kind === 'plain');
