//! *New e-mail*: it leaves, with its files; what is refused is kept; a newer message is seen first.

use crate::{
    web::check_page,
    world::{MAILBOX, World, html::Page, http::Browser, mail::Mail, play},
};

async fn open(world: &World) -> (u64, Browser, String) {
    let ticket = world
        .ticket(&Mail::text("Inès <ines@cust.example>", "lamp", "dark"))
        .await;
    let admin = world.admin().await;
    let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
    let seen = page.value("seen").to_owned();
    (ticket, admin, seen)
}

fn composer(page: &Page) -> (&str, &str) {
    let text = &page.one("textarea", &[("id", "c-text")]).text;
    (text.strip_prefix('\n').unwrap_or(text), page.value("cc"))
}

#[test]
fn an_answer_leaves_with_its_files_byte_for_byte() {
    play(async |world| {
        let (ticket, admin, seen) = open(world).await;
        let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
        let fields = [
            ("text", "It is on.\r\n.dot\r\nAda"),
            ("cc", "bob@cust.example; Zoé <zoe@cust.example>"),
            ("then", "waiting"),
            ("seen", &seen),
        ];
        let files = [
            ("attachments", "plan é.pdf", "application/pdf", &bytes[..]),
            ("attachments", "", "application/octet-stream", &[]),
        ];
        let path = format!("/t/{ticket}/messages");
        let answer = admin.post_files(&path, &fields, &files).await.expect(303);
        let seen = world
            .sink
            .until("three copies", |seen| seen.received.len() == 3)
            .await;
        let mut named = seen.named.clone();
        named.sort();
        assert_eq!(
            named,
            ["bob@cust.example", "ines@cust.example", "zoe@cust.example"]
        );
        for received in &seen.received {
            let mail = guichet::mail::inbound::parse(&received.raw);
            assert_eq!(mail.subject, format!("Re: lamp [#{ticket}]"));
            assert!(
                mail.text.starts_with("It is on.\n.dot\nAda"),
                "{}",
                mail.text
            );
            assert_eq!(mail.attachments.len(), 1);
            assert_eq!(mail.attachments[0].name, "plan é.pdf");
            let sent = guichet::mail::inbound::attachment(&received.raw, &mail.attachments[0]);
            assert_eq!(sent, bytes);
            assert_eq!(mail.from.unwrap().address.as_str(), MAILBOX);
        }
        crate::world::until(world, ticket, "delivered").await;
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        let entry = answer
            .header("location")
            .rsplit_once('#')
            .unwrap()
            .1
            .to_owned();
        assert!(page.one("li", &[("id", &entry)]).text.contains("It is on."));
        assert_eq!(world.tickets()[0].status.word(), "waiting");
    });
}

#[test]
fn a_newer_message_is_read_before_the_answer_leaves() {
    play(async |world| {
        let (ticket, admin, seen) = open(world).await;
        let token = world.tickets()[0].token.as_str().to_owned();
        let newer = Mail::text("ines@cust.example", "Re: lamp", "It is <on> again!")
            .to(&format!("support+t{token}@lumen.example"));
        world.send(&newer).await;
        let fields = [
            ("text", "Is it \"dark\" & <cold>?"),
            ("cc", "bob@cust.example"),
            ("then", "closed"),
            ("seen", &seen),
        ];
        let files = [("attachments", "a.txt", "text/plain", &b"hello"[..])];
        let path = format!("/t/{ticket}/messages");
        let answer = admin.post_files(&path, &fields, &files).await;
        let page = check_page(&answer, 409);
        assert_eq!(
            composer(&page),
            ("Is it \"dark\" & <cold>?", "bob@cust.example")
        );
        assert!(
            page.one("html", &[]).text.contains("It is <on> again!"),
            "the newer message is shown"
        );
        assert_eq!(page.all("", &[("role", "alert")]).len(), 1);
        assert_eq!(world.sink.seen().received.len(), 0, "nothing was sent");
        assert_eq!(
            world.tickets()[0].status.word(),
            "open",
            "nothing was changed"
        );
        let again = page.value("seen").to_owned();
        assert_ne!(again, seen);
        let kept = page.value("kept").to_owned();
        assert!(page.one("li", &[("class", "file")]).text.contains("a.txt"));
        // The main button does what was asked for at first.
        assert_eq!(
            page.one("button", &[("data-main", "")]).attribute("value"),
            "closed"
        );
        let fields = [
            ("text", "Fine."),
            ("cc", "bob@cust.example"),
            ("then", "closed"),
            ("seen", &again),
            ("kept", &kept),
        ];
        admin.post_files(&path, &fields, &[]).await.expect(303);
        let seen = world
            .sink
            .until("both copies", |seen| seen.received.len() == 2)
            .await;
        let raw = &seen.received[0].raw;
        let mail = guichet::mail::inbound::parse(raw);
        assert_eq!(
            guichet::mail::inbound::attachment(raw, &mail.attachments[0]),
            b"hello"
        );
        assert_eq!(world.tickets()[0].status.word(), "closed");
    });
}

#[test]
fn a_refused_answer_keeps_text_copies_and_files() {
    play(async |world| {
        let (ticket, admin, seen) = open(world).await;
        let path = format!("/t/{ticket}/messages");
        let long = "x".repeat(100_001);
        for (text, cc, field) in [
            ("", "bob@cust.example", "text"),
            (" \r\n ", "bob@cust.example", "text"),
            (long.as_str(), "bob@cust.example", "text"),
            ("fine", "bob@, zoe@cust.example", "cc"),
            ("fine", "bob@cust.example\r\nBcc: evil@evil.example", "cc"),
            ("fine", MAILBOX, "cc"),
            ("fine", "support+x@lumen.example", "cc"),
        ] {
            let fields = [
                ("text", text),
                ("cc", cc),
                ("then", "waiting"),
                ("seen", &seen),
            ];
            let files = [("attachments", "a.txt", "text/plain", &b"hello"[..])];
            let answer = admin.post_files(&path, &fields, &files).await;
            let page = check_page(&answer, 422);
            let (kept_text, kept_cc) = composer(&page);
            assert_eq!(kept_text.trim(), text.trim(), "{field}");
            assert_eq!(
                kept_cc.replace(['\r', '\n'], ""),
                cc.replace(['\r', '\n'], ""),
                "{field}"
            );
            assert_eq!(page.all("input", &[("name", "kept")]).len(), 1);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}");
            assert_eq!(errors[0].attribute("id"), format!("c-{field}-e"));
        }
        assert_eq!(world.sink.seen().received.len(), 0);
        assert_eq!(world.tickets()[0].status.word(), "open");
        // A kept file of somebody else is not there.
        world.add_expert().await;
        let emil = world.stranger();
        emil.sign_in(crate::world::EXPERT, crate::world::PASSWORD)
            .await;
        let fields = [("text", "fine"), ("kept", "1"), ("seen", &seen)];
        emil.post_files(&path, &fields, &[]).await.expect(303);
        let seen = world
            .sink
            .until("one", |seen| seen.received.len() == 1)
            .await;
        assert!(
            guichet::mail::inbound::parse(&seen.received[0].raw)
                .attachments
                .is_empty()
        );
    });
}

#[test]
fn an_answer_can_be_sent_without_script_and_without_files() {
    play(async |world| {
        let (ticket, admin, seen) = open(world).await;
        for (then, status) in [
            ("", "open"),
            ("waiting", "waiting"),
            ("closed", "closed"),
            ("nonsense", "closed"),
        ] {
            let page = admin.get(&format!("/t/{ticket}")).await.page();
            let fields = [("text", "on"), ("then", then), ("seen", page.value("seen"))];
            admin
                .post(&format!("/t/{ticket}/messages"), &fields)
                .await
                .expect(303);
            assert_eq!(world.tickets()[0].status.word(), status, "{then}");
        }
        // An answer of a colleague counts as newer too.
        let fields = [("text", "late"), ("seen", seen.as_str())];
        let answer = admin.post(&format!("/t/{ticket}/messages"), &fields).await;
        check_page(&answer, 409);
    });
}

#[test]
fn how_somebody_sends_is_remembered() {
    play(async |world| {
        let (ticket, admin, seen) = open(world).await;
        let main = |page: &Page| {
            let button = page.one("button", &[("data-main", "")]);
            button.attribute("value").to_owned()
        };
        let path = format!("/t/{ticket}");
        assert_eq!(main(&check_page(&admin.get(&path).await, 200)), "waiting");
        let mut seen = seen;
        for then in ["closed", "", "waiting"] {
            let fields = [("text", "on"), ("then", then), ("seen", &seen)];
            let post = format!("{path}/messages");
            admin.post_files(&post, &fields, &[]).await.expect(303);
            let page = check_page(&admin.get(&path).await, 200);
            assert_eq!(main(&page), then);
            page.value("seen").clone_into(&mut seen);
        }
    });
}
