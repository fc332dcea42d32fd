import { useEffect, useState } from 'react';
import { PopupScreen } from '../popup/PopupScreen';
import { useStored } from '../screen/ScreenProvider';
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

/** The side panel: what the popup shows, with the live view of one running scan, the newest unless another was chosen. */
export function PanelScreen({ tab: first, watchTab }: PanelScreenProps) {
  const [tab, setTab] = useState(first);
  useEffect(() => watchTab(setTab), [watchTab]);
  const jobs = useStored((view) => view.jobs);
  const [chosen, setChosen] = useState('');
  const active = jobs.filter((job) => job.kind === 'active');
  const shown = active.find((job) => job.id === chosen) ?? active[0];
  return (
    <PopupScreen tab={tab} shownBelow={shown?.id}>
      {shown && <LivePart active={active} shown={shown} choose={setChosen} />}
    </PopupScreen>
  );
}
