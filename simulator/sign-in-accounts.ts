/** The invented accounts of the simulated clouds. */
export const accounts = {
  /** Both clouds of Huawei. */
  huawei: {
    domain: 'größe-ag',
    user: 'portal',
    password: 'Tür&Tor "2024"',
    projectId: '29dfe82ada564ac2b927e1ff036d9a9b',
    project: 'eu-west-101',
  },
  openstack: {
    domain: 'Default',
    user: 'portal',
    password: 'Schl$ssel {v3}: größer',
    projectId: 'b75ba6329717491bb6c045dc1486128f',
    project: 'desktops',
  },
  /** The password in plain text; it is sent as its SHA-512. */
  zstack: { account: 'admin', password: 'zstack-密码' },
  horizon: {
    refreshToken: 'kLQ7vN2sT9xRwB4mYc8ZfHd3',
    clientId: 'portal-app',
    clientSecret: 'x0Vt5Lq+/Geheim:1',
  },
} as const;
