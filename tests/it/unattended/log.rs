//! The log of a real desk at info: what happened by number, and nothing of what people wrote.

use serde_json::json;

use crate::{
    support::smtp_client::RawClient,
    world::{
        ADMIN, PASSWORD,
        http::{Api, Browser},
        mail::{self, Mail},
        program::{Program, data_in, set_up},
        runtime,
    },
};

async fn send(program: &Program, mail: &Mail) {
    let mut client = RawClient::connect(program.smtp).await;
    client.expect("220").await;
    let reply = mail::deliver(&mut client, mail).await;
    assert!(reply.starts_with("250"), "{reply}");
}

async fn act(program: &Program, token: &str) {
    let from = "Quiet Person <quiet.person@whisper.example>";
    let first = Mail::text(from, "murmur", "a body that rustles");
    send(program, &first).await;
    send(program, &first).await;
    let api = Api::new(program.web, Some(token.to_owned()));
    let token = api.get("/api/v1/tickets/1").await.expect(200).json();
    assert_eq!(token["name"], "murmur");
    let answer = json!({"text": "an answer that hums"});
    let sent = api.post("/api/v1/tickets/1/messages", &answer).await;
    let sent = sent.expect(201).json();
    let raw = sent["message"]["raw_url"].as_str().unwrap();
    let raw = api.get(raw).await.expect(200).text();
    let id = raw
        .lines()
        .find_map(|line| line.strip_prefix("Message-ID: "));
    let headers = format!("In-Reply-To: {}\r\n", id.expect("an id"));
    send(
        program,
        &Mail::with(from, "murmur", &headers, "rustling on"),
    )
    .await;
    let browser = Browser::new(program.web);
    browser.get("/sign-in").await.expect(200);
    let wrong = [
        ("email", "quiet.person@whisper.example"),
        ("password", "hushhushhush"),
    ];
    browser.post("/sign-in", &wrong).await.expect(401);
    browser.sign_in(ADMIN, PASSWORD).await;
}

#[test]
fn the_log_tells_what_happened_and_nothing_of_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let mut program = Program::start(&data);
    let token = set_up(&data);
    runtime().block_on(act(&program, &token));
    program.terminate();
    assert!(program.ended(std::time::Duration::from_secs(15)).success());
    let log = program.said().join("\n");
    for said in [
        "the desk was set up, user 1 is admin",
        "a verb made an API token",
        "opened ticket 1 from mail",
        "a mail of ticket 1 came once more",
        "a mail joined ticket 1",
        "a sign-in failed",
        "user 1 signed in",
    ] {
        assert_eq!(log.matches(said).count(), 1, "{said}: {log}");
    }
    for secret in [
        "@", "uiet", "whisper", "murmur", "rustl", "hum", "hush", "lumen", "support", PASSWORD,
        "gui_",
    ] {
        assert!(!log.to_lowercase().contains(secret), "{secret}: {log}");
    }
}
