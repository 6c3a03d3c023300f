/** An operating system that clouds offer. */
export interface System {
  readonly family: 'Windows' | 'Linux' | 'Other';
  /** In full, without the word size, for example `Ubuntu 22.04 LTS`. */
  readonly title: string;
  /** For names, for example `ubuntu-22.04`. */
  readonly short: string;
  /** Also made for ARM. */
  readonly arm?: boolean;
  /** Made in China. */
  readonly chinese?: boolean;
  /** Allows several users at the same time. */
  readonly multiSession?: boolean;
}

/** Windows first, then Linux by distribution, then the rest. */
export const systems: readonly System[] = [
  { family: 'Windows', title: 'Windows 11 Enterprise multi-session 23H2', short: 'win11-23h2-avd', multiSession: true },
  { family: 'Windows', title: 'Windows 11 Enterprise multi-session 24H2', short: 'win11-24h2-avd', multiSession: true },
  { family: 'Windows', title: 'Windows 11 Enterprise 24H2', short: 'win11-24h2-ent' },
  { family: 'Windows', title: 'Windows 10 Enterprise 22H2', short: 'win10-22h2-ent' },
  { family: 'Windows', title: 'Windows Server 2016 Standard', short: 'win2016-std' },
  { family: 'Windows', title: 'Windows Server 2019 Datacenter', short: 'win2019-dc' },
  { family: 'Windows', title: 'Windows Server 2022 Datacenter', short: 'win2022-dc' },
  { family: 'Windows', title: 'Windows Server 2025 Standard', short: 'win2025-std' },
  { family: 'Linux', title: 'Ubuntu 18.04 LTS', short: 'ubuntu-18.04' },
  { family: 'Linux', title: 'Ubuntu 20.04 LTS', short: 'ubuntu-20.04', arm: true },
  { family: 'Linux', title: 'Ubuntu 22.04 LTS', short: 'ubuntu-22.04', arm: true },
  { family: 'Linux', title: 'Ubuntu 24.04 LTS', short: 'ubuntu-24.04', arm: true },
  { family: 'Linux', title: 'Debian GNU/Linux 11', short: 'debian-11', arm: true },
  { family: 'Linux', title: 'Debian GNU/Linux 12', short: 'debian-12', arm: true },
  { family: 'Linux', title: 'Rocky Linux 8.10', short: 'rocky-8.10', arm: true },
  { family: 'Linux', title: 'Rocky Linux 9.4', short: 'rocky-9.4', arm: true },
  { family: 'Linux', title: 'AlmaLinux 9.3', short: 'almalinux-9.3', arm: true },
  { family: 'Linux', title: 'CentOS 7.9', short: 'centos-7.9' },
  { family: 'Linux', title: 'Red Hat Enterprise Linux 8.6', short: 'rhel-8.6' },
  { family: 'Linux', title: 'SUSE Linux Enterprise Server 15 SP5', short: 'sles-15-sp5' },
  { family: 'Linux', title: 'EulerOS 2.5', short: 'euleros-2.5', chinese: true },
  { family: 'Linux', title: 'openEuler 22.03 LTS SP3', short: 'openeuler-22.03', chinese: true, arm: true },
  { family: 'Linux', title: 'UOS Desktop 20 Professional', short: 'uos-20-desktop', chinese: true, arm: true },
  { family: 'Linux', title: 'Kylin Desktop V10 SP1', short: 'kylin-v10-desktop', chinese: true, arm: true },
  { family: 'Linux', title: 'Kylin Server V10 SP3', short: 'kylin-v10-server', chinese: true, arm: true },
  { family: 'Other', title: 'FreeBSD 14.1', short: 'freebsd-14.1', arm: true },
  { family: 'Other', title: 'pfSense CE 2.7.2', short: 'pfsense-2.7.2' },
];
