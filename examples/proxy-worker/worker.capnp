# workerd serve worker.capnp, beside worker.js: worker.ts and what it imports in one file, as any bundler makes it.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "proxy", worker = .proxy),
    # Clouds in one's own network are not "public": for those add "private".
    (name = "internet", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:3000", http = (), service = "proxy")],
);

const proxy :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-10-01",
  bindings = [
    (name = "ZSTACK", fromEnvironment = "ZSTACK"),
    (name = "ZSTACK_ACCOUNT", fromEnvironment = "ZSTACK_ACCOUNT"),
    (name = "ZSTACK_PASSWORD", fromEnvironment = "ZSTACK_PASSWORD"),
  ],
);
