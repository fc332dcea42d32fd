import { useScreen } from '../screen/ScreenProvider';
import { Icon } from '../shared/Icon';

/** What each permission of the manifest is for. */
export function Permissions() {
  const { t, abilities } = useScreen();
  const rows = [
    { icon: 'plug', name: 'storage, alarms', text: t('welcome.perm_storage') },
    { icon: 'bell', name: 'notifications', text: t('welcome.perm_notifications') },
    { icon: 'globe', name: 'activeTab', text: t('welcome.perm_tab') },
    ...(abilities.panelNeedsPermission
      ? [{ icon: 'panel', name: 'sidePanel', text: t('welcome.perm_panel') } as const]
      : []),
    { icon: 'lines', name: 'contextMenus', text: t('welcome.perm_menus') },
    { icon: 'shield', name: t('welcome.hosts_name'), text: t('welcome.perm_hosts') },
  ] as const;
  return (
    <section>
      <h2 className="h3">{t('welcome.permissions')}</h2>
      {rows.map((row) => (
        <div className="perm" key={row.icon}>
          <Icon name={row.icon} />
          <b>{row.name}</b>
          <p>{row.text}</p>
        </div>
      ))}
      <p className="dim sm after">{t('welcome.privacy')}</p>
    </section>
  );
}
