// A real OpenID Connect provider (npm `oidc-provider`), and at /rogue/<name> one that sends wrong answers on demand.
//
//   node provider.mjs <port> <redirect address>      ends when its standard input does
//
// POST /people/<sub> sets a person's claims at the real one, POST /rogue/<name>/be the behaviour of the other.
import { constants, createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const base = `http://127.0.0.1:${port}`;
const people = new Map();
const rogues = new Map();

const CURVES = { 256: "P-256", 384: "P-384", 512: "P-521" };

function newKey(algorithm, kid) {
  const [family, bits] = [algorithm.slice(0, 2), algorithm.slice(2)];
  const [kind, options] = {
    Ed: ["ed25519", {}],
    ES: ["ec", { namedCurve: CURVES[bits] }],
  }[family] ?? ["rsa", { modulusLength: 2048 }];
  return { kid, privateKey: generateKeyPairSync(kind, options).privateKey };
}

const jwk = ({ kid }, key) => ({ ...key.export({ format: "jwk" }), kid, use: "sig" });
const rsa = newKey("RS256", "rsa");
const ec = newKey("ES256", "ec");

const client = { redirect_uris: [redirect], grant_types: ["authorization_code"], response_types: ["code"] };
const provider = new Provider(base, {
  clients: [
    { ...client, client_id: "public", token_endpoint_auth_method: "none" },
    { ...client, client_id: "confidential", client_secret: "s/e:c r+t", id_token_signed_response_alg: "ES256" },
  ],
  claims: { openid: ["sub"], profile: ["name", "preferred_username", "picture"], groups: ["groups"] },
  cookies: { keys: [randomUUID()] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  jwks: { keys: [jwk(rsa, rsa.privateKey), jwk(ec, ec.privateKey)] },
  pkce: { required: () => true },
  // No consent screen.
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile groups");
    await grant.save();
    return grant;
  },
  ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
});

async function signInPage(request, response) {
  if (request.method === "POST") {
    const form = new URLSearchParams(await text(request));
    return provider.interactionFinished(request, response, { login: { accountId: form.get("login") } });
  }
  response.setHeader("Content-Type", "text/html");
  return response.end(`<!doctype html><html lang="en"><title>Provider</title><form method="post">
    <label>Login <input name="login"></label><button>Enter</button></form></html>`);
}

/** A rogue provider: `claims` and `header` replace those of its tokens. One named after an algorithm signs with it. */
function rogue(name) {
  const algorithm = /^(rs|ps|es)\d/.test(name) ? name.toUpperCase() : (NAMES[name] ?? "RS256");
  if (!rogues.has(name)) rogues.set(name, { algorithm, key: newKey(algorithm, "1"), orders: {}, nonces: new Map() });
  return rogues.get(name);
}

const NAMES = { eddsa: "EdDSA", ed25519: "Ed25519" };

async function misbehave(request, response, name, path, query) {
  const self = rogue(name);
  const issuer = `${base}/rogue/${name}`;
  const answers = {
    "/.well-known/openid-configuration": () => ({
      ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
      jwks_uri: `${issuer}/jwks`,
    }),
    "/jwks": () => ({ keys: [jwk(self.key, createPublicKey(self.key.privateKey))] }),
    "/token": async () => ({ id_token: token(self, issuer, new URLSearchParams(await text(request)).get("code")) }),
    "/be": async () => {
      self.orders = JSON.parse(await text(request));
      if (self.orders.rotate) self.key = newKey(self.algorithm, randomUUID());
      return {};
    },
  };
  if (path === "/authorize") {
    const code = randomUUID();
    self.nonces.set(code, query.get("nonce"));
    const back = new URLSearchParams({ code, state: query.get("state") });
    return response.writeHead(302, { Location: `${query.get("redirect_uri")}?${back}` }).end();
  }
  if (name === "silent" && path !== "/be") return undefined;
  return response.setHeader("Content-Type", "application/json").end(JSON.stringify(await answers[path]()));
}

function token({ algorithm, key, orders, nonces }, issuer, code) {
  const now = Math.floor(Date.now() / 1000);
  const usual = {
    iss: issuer,
    aud: "glint",
    sub: "1",
    name: "Mallory",
    iat: now,
    exp: now + 60,
    nonce: nonces.get(code),
  };
  const header = { alg: algorithm, kid: key.kid, ...orders.header };
  const signed = [header, { ...usual, ...orders.claims }].map((part) => base64url(JSON.stringify(part))).join(".");
  return `${signed}.${signature(header.alg, orders.forged ? newKey(algorithm, key.kid) : key, signed)}`;
}

function signature(algorithm, { privateKey }, signed) {
  const [family, bits] = [algorithm.slice(0, 2), Number(algorithm.slice(2))];
  if (algorithm === "none") return "";
  if (family === "HS") {
    // Algorithm confusion: the public key used as an HMAC secret.
    const known = createPublicKey(privateKey).export({ format: "pem", type: "spki" });
    return createHmac("sha256", known).update(signed).digest("base64url");
  }
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: bits / 8 };
  const key = { key: privateKey, dsaEncoding: "ieee-p1363", ...(family === "PS" ? pss : {}) };
  return sign(family === "Ed" ? null : `sha${bits}`, Buffer.from(signed), key).toString("base64url");
}

const base64url = (value) => Buffer.from(value).toString("base64url");

async function text(request) {
  let all = "";
  for await (const part of request) all += part;
  return all;
}

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, base);
  const [, first, second, ...rest] = pathname.split("/");
  if (first === "rogue") return misbehave(request, response, second, `/${rest.join("/")}`, searchParams);
  if (first === "interaction") return signInPage(request, response);
  if (first === "people") {
    people.set(second, JSON.parse(await text(request)));
    return response.end();
  }
  return provider.callback()(request, response);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
});
server.listen(Number(port), "127.0.0.1", () => console.log("listening"));
process.stdin.on("end", () => process.exit(0)).resume();
