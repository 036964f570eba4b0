//! Secrets among the settings of requests: found, refused, and never printed; and public values that are no secrets.

use super::{
    check, content, field, library, sink,
    support::{folder, listing, nightdesk},
    topic,
};

/// As public as the address of a form.
const UUID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

/// Each of these with the secret that it holds.
fn leaks() -> Vec<(&'static str, String, &'static str)> {
    let hook = |lines: &str| sink(&format!("kind = \"webhook\"\nurl = \"/in\"\n{lines}"));
    let url = |url: &str| sink(&format!("kind = \"webhook\"\nurl = \"{url}\""));
    let key = |key: &str| hook(&format!("{key} = \"geheim\""));
    let value = |value: &str| sink(&format!("kind = \"netlify\"\nform = \"{value}\""));
    vec![
        ("api_key", key("api_key"), "geheim"),
        ("apikey", key("apikey"), "geheim"),
        ("token", key("token"), "geheim"),
        ("secret", key("secret"), "geheim"),
        ("password", key("password"), "geheim"),
        ("Authorization", key("Authorization"), "geheim"),
        ("bearer", key("bearer"), "geheim"),
        ("client-secret", key("client-secret"), "geheim"),
        ("a number for a password", hook("password = 12345678"), "12345678"),
        ("a key of a refused kind", sink("kind = \"freshdesk\"\ndomain = \"malina\"\napi_key = \"geheim\""), "geheim"),
        ("a secret in a table", hook("headers = { Authorization = \"geheim\" }"), "geheim"),
        ("a secret in a topic", topic("token = \"geheim\""), "geheim"),
        ("a secret outside of a table", "[request]\ntoken = \"geheim\"\n".to_owned(), "geheim"),
        ("a header", value("Bearer 8f14e45fceea167a"), "8f14e45fceea167a"),
        ("a header with a password", value("Basic bWFsaW5hOmhhc2xv="), "bWFsaW5hOmhhc2xv"),
        ("a key of Stripe", value("sk_live_51H8xY2geheim"), "51H8xY2geheim"),
        ("a key of OpenAI", value("sk-proj-8f14e45fceea"), "8f14e45fceea"),
        ("a token of Slack", value("xoxb-1234-5678-geheim"), "5678-geheim"),
        ("a token of GitHub", value("ghp_8f14e45fceea167a"), "8f14e45fceea167a"),
        ("a token of HubSpot", value("pat-eu1-8f14e45f-ceea"), "8f14e45f-ceea"),
        ("a signed token", value("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"), "eyJzdWIiOiIxIn0"),
        ("Zendesk's token", value("anna@malina.example/token:8f14e45f"), "8f14e45f"),
        ("a password in a URL", url("https://anna:haslo@malina.example/in"), "haslo"),
        ("a key in a query", url("https://malina.example/in?key=8f14e45f"), "8f14e45f"),
        ("a signature in a query", url("/in?desk=1&sig=8f14e45f"), "8f14e45f"),
        ("a hook of Slack", url("https://hooks.slack.com/services/T0/B0/8f14e45f"), "8f14e45f"),
        ("a hook of Discord", url("https://discord.com/api/webhooks/1/8f14e45f"), "8f14e45f"),
        ("a hook of Teams", url("https://malina.webhook.office.com/webhookb2/8f14e45f"), "8f14e45f"),
        ("a key as an example", field("pattern = \"[0-9]+\"\nexample = \"sk_live_51H8xY2geheim\""), "51H8xY2geheim"),
    ]
}

/// A secret in this file is public from the next upload on; its writer takes it for a setting.
#[test]
fn secrets() {
    let cases: Vec<_> = leaks().into_iter().map(|(name, settings, _)| (name, settings)).collect();
    check("secrets", &cases);
}

/// A refused secret must neither reach a bundle nor the log of a build, which more people read than the file.
#[test]
fn secrets_get_no_further() {
    for (name, settings, secret) in leaks() {
        let library = library(&settings);
        assert!(library.languages.iter().all(|content| content.forms.is_none()), "{name}");
        assert!(!format!("{library:?}").contains(secret), "{name}: it is in the library");
    }
    let (name, settings, secret) = leaks().remove(0);
    let (content, out) = (content(&settings), folder(&[]));
    let [from, to] = [content.path(), out.path()].map(|path| path.to_str().unwrap());
    for arguments in [vec!["build", from, "--out", to], vec!["check", from], vec!["check", from, "--json"]] {
        let output = nightdesk(&arguments);
        assert_eq!(output.status.code(), Some(1), "{name}: {arguments:?}");
        let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(printed.contains("`api_key` is a secret") && !printed.contains(secret), "{printed}");
    }
    assert_eq!(listing(out.path()), Vec::<String>::new());
}

/// A public identifier is no secret: a false alarm here leaves a company without its help desk.
#[test]
fn public_identifiers() {
    for lines in [
        format!("kind = \"web3forms\"\naccess_key = \"{UUID}\"\nmax_mb = 5"),
        format!("kind = \"hubspot\"\nportal = \"62515\"\nform = \"{UUID}\""),
        "kind = \"formspree\"\nform = \"xayzkqpd\"".to_owned(),
        "kind = \"chatwoot\"\ninbox = \"aB3dE5fG7hJ9kL1mN2pQ4rS6\"".to_owned(),
        "kind = \"webhook\"\nurl = \"https://hooks.zapier.com/hooks/catch/123/abc123/\"\nsimple = true".to_owned(),
        "kind = \"webhook\"\nurl = \"https://malina.example/in?desk=1\"".to_owned(),
        "kind = \"webhook\"\nurl = \"http://localhost:8080/inbox/requests\"".to_owned(),
    ] {
        let library = library(&sink(&lines));
        assert_eq!(library.diagnostics, [], "{lines}");
        assert_eq!(library.languages[0].forms.as_ref().map(|forms| forms.sinks.len()), Some(1), "{lines}");
    }
}
