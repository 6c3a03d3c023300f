const systems = ['Ubuntu 24.04', 'Debian 13', 'Windows Server 2025', 'Rocky Linux 10', 'FreeBSD 15'] as const;

/** A list as a portal's own server might return it. */
export const ownImages: object = {
  images: Array.from({ length: 40 }, (_, index) => {
    const os = systems[index % systems.length] ?? systems[0];
    const month = String(1 + (index % 12)).padStart(2, '0');
    return {
      id: `img-${String(index + 1).padStart(3, '0')}`,
      name: `${os} ${index < 20 ? 'base' : 'with Docker'} ${2026 - Math.floor(index / 12)}.${month}`,
      os,
      status: index === 7 ? 'creating' : 'active',
      architecture: index % 3 === 0 ? 'arm64' : 'x86_64',
      size: `${(2 + (index % 7) * 0.5).toFixed(1)} GB`,
      min_disk: 10 + (index % 4) * 10,
      created_at: `${2026 - Math.floor(index / 12)}-${month}-12T08:00:00Z`,
    };
  }),
};
