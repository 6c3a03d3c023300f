// node --max-http-header-size=131072 server.ts
import express from 'express';
import { createProxy } from 'cloud-image-picker/proxy';
import { nodeListener } from 'cloud-image-picker/proxy/node';

const { HOSTWAY = '', HOSTWAY_USER = '', HOSTWAY_PASSWORD = '', PORT = '3000' } = process.env;

const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    flexcloud: {
      provider: 'hostway',
      endpoint: HOSTWAY,
      credentials: { username: HOSTWAY_USER, password: HOSTWAY_PASSWORD },
    },
  },
  // Here: whoever is signed in to the portal.
  authorize: (request) => request.headers.get('Cookie') === 'session=valid',
});

express().use('/clouds', nodeListener(proxy)).listen(Number(PORT), '127.0.0.1');
