import { useEffect, useState } from 'react';
import { PopupScreen } from '../popup/PopupScreen';
import { LivePart } from './LivePart';
import '../styles/pages.css';
import '../styles/report.css';
import '../styles/panel.css';

interface PanelScreenProps {
  /** Address of the current tab when the panel opens; null when the browser does not give it. */
  tab: string | null;
  /** Calls back when it changes; returns a function that stops it. */
  watchTab: (changed: (url: string | null) => void) => () => void;
}

/** The side panel: what the popup shows, and the live view below it. */
export function PanelScreen({ tab: first, watchTab }: PanelScreenProps) {
  const [tab, setTab] = useState(first);
  useEffect(() => watchTab(setTab), [watchTab]);
  return (
    <PopupScreen tab={tab}>
      <LivePart />
    </PopupScreen>
  );
}
