//! Must-haves 5 and 6, 11, and whose mail it is.

use guichet::domain::change::{Change, NumberedChange};

use super::{answered, bare, header, mails};
use crate::world::{MAILBOX, mail::Mail, play};

const INES: &str = "Inès <ines@cust.example>";
const BARE: &str = "ines@cust.example";

/// Must-have 6: the token alone, In-Reply-To alone, References alone: same ticket, one entry each.
#[test]
fn must_06_a_valid_reply_joins() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let (id, reply_to) = (header(&sent, "Message-ID"), header(&sent, "Reply-To"));
        let stripped = Mail::text(INES, "another subject", "a").to(bare(&reply_to));
        let in_reply_to = Mail::with(INES, "x", &format!("In-Reply-To: {id}\r\n"), "b");
        let references = Mail::with(
            INES,
            "y",
            &format!("References: <a@b.example> {id}\r\n <c@d.example>\r\n"),
            "c",
        );
        let several = Mail::with(
            INES,
            "z",
            &format!("In-Reply-To: <no@where.example> {id}\r\n"),
            "d",
        );
        for (count, mail) in [stripped, in_reply_to, references, several]
            .iter()
            .enumerate()
        {
            world.send(mail).await;
            let whole = world.api().ticket(ticket).await;
            assert_eq!(mails(&whole).len(), count + 3, "one entry each");
            assert_eq!(mails(&whole).last().unwrap()["sender"], "known");
        }
        assert_eq!(world.tickets().len(), 1);
        world.check_store();
    });
}

/// Must-have 5: guessed ids, the number alone and a changed token each make a new ticket.
#[test]
fn must_05_a_forged_thread_is_refused() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let token = world.tickets()[0].token.as_str().to_owned();
        let mut changed = token.clone().into_bytes();
        changed[0] = if changed[0] == b'a' { b'b' } else { b'a' };
        let changed = format!(
            "support+t{}@lumen.example",
            String::from_utf8(changed).unwrap()
        );
        let evil = "evil@evil.example";
        let before = world.api().ticket(ticket).await;
        let id = header(&sent, "Message-ID");
        let guessed = id
            .replace(|c: char| c.is_ascii_digit(), "2")
            .replace('a', "b");
        assert_ne!(guessed, id);
        let forged = [
            Mail::with(evil, "x", "In-Reply-To: <ticket-1@lumen.example>\r\n", "a"),
            Mail::with(evil, "x", &format!("References: {guessed}\r\n"), "b"),
            Mail::text(evil, "[#1] lamp", "c"),
            Mail::text(
                INES,
                "Re: [#1] lamp",
                "the number alone, by who says they are the customer",
            ),
            Mail::text(evil, "Re: lamp", "d").to(&changed),
            Mail::text(evil, "Re: lamp", "d").to("support+1@lumen.example"),
            Mail::with(
                evil,
                "x",
                &format!("In-Reply-To: <{}>\r\n", "m1@customers.example"),
                "e",
            ),
        ];
        for (count, mail) in forged.iter().enumerate() {
            world.send(mail).await;
            let tickets = world.tickets();
            assert_eq!(
                tickets.len(),
                count + 2,
                "{:?}",
                String::from_utf8_lossy(&mail.raw)
            );
        }
        let mut after = world.api().ticket(ticket).await;
        for key in ["activities", "updated_at"] {
            assert_eq!(after[key], before[key], "ticket {ticket} is unchanged");
        }
        after["activities"].take();
        // The number is not proof, and it is not lost either: the new one is linked to the old.
        let linked = world.api().ticket(4).await;
        let lines = linked["activities"].as_array().unwrap();
        assert!(
            lines
                .iter()
                .any(|line| line["kind"] == "linked" && line["ticket"] == 1),
            "{linked}"
        );
        world.check_store();
    });
}

/// Must-have 11: the same bytes are the same mail; another text, another Date is another.
#[test]
fn must_11_a_repeat_after_a_lost_250_is_one_mail() {
    play(async |world| {
        let mail = Mail::text(INES, "lamp", "dark");
        // The first time nobody waits for the answer.
        let mut client = crate::support::smtp_client::RawClient::connect(world.smtp()).await;
        client.expect("220").await;
        client.ask("EHLO c", "250").await;
        client
            .ask(&format!("MAIL FROM:<{}>", mail.sender), "250")
            .await;
        client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
        client.ask("DATA", "354").await;
        let mut commits = world.desk().listen();
        client.send(crate::world::mail::stuffed(&mail.raw)).await;
        drop(client);
        crate::support::soon("the mail is kept", async {
            while world.tickets().is_empty() {
                commits.next().await;
            }
        })
        .await;
        world.send(&mail).await;
        assert_eq!(world.tickets().len(), 1);
        assert_eq!(mails(&world.api().ticket(1).await).len(), 1);
        let raw = String::from_utf8(mail.raw.clone()).unwrap();
        world
            .send(&Mail::raw(INES, raw.replace("dark", "very dark")))
            .await;
        world
            .send(&Mail::raw(INES, raw.replace("10:00:00", "10:00:01")))
            .await;
        assert_eq!(
            world.tickets().len(),
            3,
            "the same Message-ID with other bytes is a new mail"
        );
        let view = world.desk().store().read().unwrap();
        let receipts = guichet::store::receipt::all(&view).unwrap();
        use guichet::domain::receipt::ReceiptVerdict::Duplicate;
        let repeats = receipts
            .iter()
            .filter(|receipt| matches!(receipt.verdict, Duplicate { .. }));
        assert_eq!(repeats.count(), 1, "the repeat has a receipt that says so");
    });
}

#[test]
fn a_stranger_with_the_token_joins_flagged_until_confirmed() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let reply_to = header(&sent, "Reply-To");
        let api = world.api();
        api.patch(
            "/api/v1/tickets/1",
            &serde_json::json!({"status": "waiting"}),
        )
        .await
        .expect(200);
        world
            .send(
                &Mail::text("Zoé <zoe@other.example>", "me too", "secret of Zoé")
                    .to(bare(&reply_to)),
            )
            .await;
        assert_eq!(world.tickets().len(), 1);
        let whole = api.ticket(ticket).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "new_participant");
        assert_eq!(whole["status"], "waiting", "a stranger opens nothing again");
        let next = answered(world, ticket, "and now?").await;
        let text = String::from_utf8_lossy(&next);
        assert!(
            !text.contains("secret of Zo") && !text.contains("zoe@"),
            "not quoted, not in copy: {text}"
        );
        // An expert takes them in.
        let admin = world.admin().await;
        let page = admin.get("/t/1").await.expect(200).page();
        assert_eq!(
            page.all(
                "button",
                &[("name", "confirm"), ("value", "zoe@other.example")]
            )
            .len(),
            2,
            "at their mail and among the participants"
        );
        let fields = [("confirm", "ZOE@other.example")];
        admin.post("/t/1/participants", &fields).await.expect(303);
        admin.post("/t/1/participants", &fields).await.expect(404);
        world
            .send(&Mail::text("zoe@other.example", "me again", "known now").to(bare(&reply_to)))
            .await;
        let whole = api.ticket(ticket).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "known");
        assert_eq!(whole["status"], "open");
    });
}

#[test]
fn a_customer_is_found_again_by_their_address() {
    play(async |world| {
        for (from, same) in [
            ("ines@cust.example", true),
            ("INES@CUST.example", true),
            ("\"Inès L.\" <Ines@Cust.Example>", true),
            ("ines+tag@cust.example", false),
            ("inés@cust.example", false),
        ] {
            world
                .send(&Mail {
                    parameters: " SMTPUTF8",
                    ..Mail::text(from, "s", "t")
                })
                .await;
            let tickets = world.tickets();
            assert_eq!(
                tickets.last().unwrap().customer == tickets[0].customer,
                same,
                "{from}"
            );
        }
        // A name is learnt, once.
        let whole = world.api().ticket(1).await;
        assert_eq!(whole["customer"]["name"], "Inès L.");
    });
}

#[test]
fn tags_and_postmaster_reach_the_mailbox() {
    play(async |world| {
        for (count, recipient) in [
            "support+sales@lumen.example",
            "SUPPORT@Lumen.Example",
            "support+@lumen.example",
            "postmaster@lumen.example",
            "Postmaster@LUMEN.EXAMPLE",
            "postmaster",
            "support+tshort@lumen.example",
        ]
        .into_iter()
        .enumerate()
        {
            world
                .send(&Mail::text("ines@cust.example", "s", "t").to(recipient))
                .await;
            let tickets = world.tickets();
            assert_eq!(tickets.len(), count + 1, "{recipient}");
            assert!(tickets[count].mailbox.is_some());
        }
    });
}

#[test]
fn the_250_names_the_receipt_and_never_the_ticket() {
    play(async |world| {
        let mut names = Vec::new();
        for _ in 0..30 {
            let reply = world.send(&Mail::text("ines@cust.example", "s", "t")).await;
            let name = reply.strip_prefix("250 2.0.0 kept ").unwrap().to_owned();
            assert!(name.len() >= 8 && !name.contains('#'), "{name}");
            assert_eq!(name.parse::<u64>().ok(), None, "{name} is a number");
            names.push(name);
        }
        let view = world.desk().store().read().unwrap();
        let receipts = guichet::store::receipt::all(&view).unwrap();
        let kept: Vec<_> = receipts
            .iter()
            .map(|receipt| receipt.name.clone())
            .collect();
        assert_eq!(kept, names);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 30);
    });
}

/// Must-have 30, its second part: a mail of ours that comes back is a loop.
#[test]
fn must_30_our_own_mail_coming_back_is_refused() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let before = world.tickets();
        let back = Mail::raw(
            "forwarder@other.example",
            [&b"Received: from a by b; now\r\n"[..], &sent].concat(),
        );
        let reply = world.try_send(&back).await;
        assert!(reply.starts_with("550 5.4.6"), "{reply}");
        assert_eq!(world.tickets(), before);
        // Large enough to be written ahead of its ticket: nothing of it stays.
        let noise = crate::world::mail::noise(3 << 20);
        let back = Mail::raw("forwarder@other.example", [&sent[..], &noise].concat());
        let size = || {
            std::fs::metadata(world.data().join("guichet.redb"))
                .unwrap()
                .len()
        };
        let before = size();
        let reply = world.try_send(&back).await;
        assert!(reply.starts_with("550 5.4.6"), "{reply}");
        assert_eq!(size(), before);
        world.check_store();
    });
}

/// A name that is learnt later is shown and found on the tickets from before.
#[test]
fn a_name_that_is_learnt_is_found_on_earlier_tickets() {
    play(async |world| {
        let first = world.ticket(&Mail::text(BARE, "lamp", "dark")).await;
        let api = world.api();
        let found = async |query: &str| {
            let path = format!("/api/v1/tickets?query={query}");
            let list = api.get(&path).await.expect(200).json();
            let tickets = list["tickets"].as_array().unwrap().iter();
            let mut numbers: Vec<u64> = tickets.filter_map(|t| t["number"].as_u64()).collect();
            numbers.sort_unstable();
            numbers
        };
        assert_eq!(found("lune").await, Vec::<u64>::new());
        let before = world.desk().newest_change().unwrap();
        let named = format!("\"Ines Lune\" <{BARE}>");
        let second = world.ticket(&Mail::text(&named, "door", "shut")).await;
        assert_eq!(found("lune").await, [first, second]);
        let view = world.desk().store().read().unwrap();
        let told = guichet::store::activity::changes(&view, before, 100).unwrap();
        let first_id = guichet::domain::id::TicketId(first);
        let hears = |change: &NumberedChange| change.change == Change::Ticket(first_id);
        assert!(told.iter().any(hears), "other pages hear of it: {told:?}");
        assert_eq!(api.ticket(first).await["customer"]["name"], "Ines Lune");
    });
}
