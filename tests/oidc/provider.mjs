// A real OpenID provider for the tests: one client, no pages. Started by test_oidc.py with the port and two addresses;
// prints "ready" when it listens. Each sign-in is answered at once with the account named in HUB_TEST_ACCOUNT.
import Provider from "oidc-provider";

const [port, clientId, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: clientId,
    client_secret: "a-secret-for-tests-only-0123456789",
    redirect_uris: [redirectUri],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: "client_secret_basic",
  }],
  pkce: { required: () => true },
  claims: { openid: ["sub", "amr"] },
  cookies: { keys: ["for-tests-only"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

// Who signs in and by what means is chosen by the test: /be/<account>/<amr or ->.
let account = "work-account-1";
let means = ["pwd", "otp"];
provider.use(async (context, next) => {
  const chosen = /^\/be\/([^/]+)\/([^/]+)$/.exec(context.path);
  if (chosen) {
    account = chosen[1];
    means = chosen[2] === "-" ? undefined : chosen[2].split(",");
    context.body = "ok";
    return;
  }
  if (context.path.startsWith("/interaction/")) {
    const details = await provider.interactionDetails(context.req, context.res);
    if (details.prompt.name === "login") {
      await provider.interactionFinished(context.req, context.res, { login: { accountId: account, amr: means } });
      context.respond = false;
      return;
    }
    const grant = new provider.Grant({ accountId: details.session.accountId, clientId });
    grant.addOIDCScope("openid");
    const grantId = await grant.save();
    await provider.interactionFinished(context.req, context.res, { consent: { grantId } });
    context.respond = false;
    return;
  }
  await next();
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
