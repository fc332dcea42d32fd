import { useEffect, useState } from 'react';
import { PopupScreen } from '../popup/PopupScreen';
import { LivePart } from './LivePart';
import '../styles/pages.css';
import '../styles/report.css';
import '../styles/panel.css';

interface PanelScreenProps {
  /** Address of the tab beside the panel at first; null when the browser does not tell. */
  tab: string | null;
  /** Tells it from then on; answers how to stop. */
  watchTab: (changed: (url: string | null) => void) => () => void;
}

/** Beside the page, for as long as it is wanted: what the popup shows, and the live view under it. */
export function PanelScreen({ tab: first, watchTab }: PanelScreenProps) {
  const [tab, setTab] = useState(first);
  useEffect(() => watchTab(setTab), [watchTab]);
  return (
    <PopupScreen tab={tab}>
      <LivePart />
    </PopupScreen>
  );
}
