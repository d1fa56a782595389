//! The form, with and without script, and what is refused.

use guichet::domain::{access::Visibility, role::OBSERVER};

use super::*;

#[test]
fn the_form_works_by_itself() {
    play(async |world| {
        let number = world.ticket(&whole_mail()).await;
        let first = first_mail(world, number).await;
        let admin = world.admin().await;
        let page = admin.get(&format!("/t/{number}")).await.expect(200).page();
        let link = format!("/t/{number}?forward={first}#composer");
        assert_eq!(page.all("a", &[("href", link.as_str())]).len(), 1);
        for asked in [first.to_string(), "newest".to_owned()] {
            let path = format!("/t/{number}?forward={asked}");
            let answer = admin.get(&path).await.expect(200);
            let page = answer.page();
            assert_eq!(page.value("line"), first.to_string());
            let subject = page.one("input", &[("id", "w-subject")]);
            assert_eq!(subject.attribute("value"), format!("Fwd: lamp [#{number}]"));
            // What the HTML shows in its place goes with it and is no choice.
            let files = page.all("input", &[("name", "files")]);
            assert_eq!(files.len(), 1);
            assert!(files[0].has("checked"));
            let head = "---------- Forwarded message ----------";
            assert!(answer.text().contains(head));
        }
        let line = first.to_string();
        let fields = [
            ("line", line.as_str()),
            ("to", "Toner <help@toner.example>; cy@toner.example"),
            ("cc", ""),
            ("subject", "Fwd: your lamp"),
            ("text", "Can you help?\r\nToday?"),
        ];
        let path = format!("/t/{number}/forward");
        let files = [("attachments", "offer.txt", "text/plain", &b"ours"[..])];
        let answer = admin.post_files(&path, &fields, &files).await.expect(303);
        let whole = world.api().ticket(number).await;
        let place = format!("/t/{number}#a{}", line_of(&whole));
        assert_eq!(answer.header("location"), place);
        let both = |seen: &Seen| seen.received.len() == 2;
        let seen = world.sink.until("both of them", both).await;
        let sent = &seen.received[0].raw;
        assert_eq!(
            header(sent, "Subject"),
            format!("Fwd: your lamp [#{number}]")
        );
        let read = guichet::mail::inbound::parse(sent);
        let names: Vec<_> = read.attachments.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["logo.png", "offer.txt"], "plan was not ticked");
        let page = admin.get(&format!("/t/{number}")).await.expect(200).page();
        let entry = format!("a{}", line_of(&whole));
        let said = &page.one("li", &[("id", entry.as_str())]).text;
        let both = "forwarded an e-mail to help@toner.example, cy@toner.example";
        assert!(said.contains(both), "{said}");
        admin.get(&format!("/t/{number}/print")).await.expect(200);
    });
}

fn line_of(whole: &Value) -> u64 {
    line(whole, "forward")
}

#[test]
fn a_refused_form_loses_nothing() {
    play(async |world| {
        let number = world.ticket(&whole_mail()).await;
        let first = first_mail(world, number).await.to_string();
        let admin = world.admin().await;
        let path = format!("/t/{number}/forward");
        for (to, cc, field, words) in [
            ("", "", "w-to", "Fill this in"),
            ("help@", "", "w-to", "help@"),
            (TONER, "x", "w-cc", "“x”"),
            ("Support+x@lumen.example", "", "w-to", "of the desk itself"),
            (TONER, "support@lumen.example", "w-cc", "of the desk itself"),
        ] {
            let fields = [
                ("line", first.as_str()),
                ("to", to),
                ("cc", cc),
                ("subject", "Fwd: your <lamp>"),
                ("text", "Can you <b>help</b>?"),
                ("files", "1"),
            ];
            let files = [("attachments", "offer.txt", "text/plain", &b"ours"[..])];
            let answer = admin.post_files(&path, &fields, &files).await.expect(422);
            let page = answer.page();
            let wrong = page.one("input", &[("id", field)]);
            assert_eq!(wrong.attribute("aria-invalid"), "true", "{to} {cc}");
            let error = page.one("p", &[("id", wrong.attribute("aria-describedby"))]);
            assert!(error.text.contains(words), "{words}: {}", error.text);
            assert_eq!(page.one("input", &[("id", "w-to")]).attribute("value"), to);
            assert_eq!(page.one("input", &[("id", "w-cc")]).attribute("value"), cc);
            let subject = page.one("input", &[("id", "w-subject")]);
            assert_eq!(subject.attribute("value"), "Fwd: your <lamp>");
            let id = format!("w-text-{first}");
            let text = page.one("textarea", &[("id", id.as_str())]);
            assert_eq!(text.text, "Can you <b>help</b>?");
            assert_eq!(page.all("input", &[("name", "kept")]).len(), 1);
            assert!(page.one("input", &[("name", "files")]).has("checked"));
        }
        let whole = world.api().ticket(number).await;
        assert!(!whole.to_string().contains("\"forward\""), "nothing left");
    });
}

#[test]
fn programs_are_told_what_is_wrong() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        note(world, number, "secretum").await;
        let whole = world.api().ticket(number).await;
        let (first, note) = (line(&whole, "mail"), line(&whole, "note"));
        let path = |line: u64| format!("/api/v1/tickets/{number}/messages/{line}/forward");
        let many: Vec<_> = (0..51).map(|n| format!("n{n}@toner.example")).collect();
        for (document, detail) in [
            (json!({ "to": [] }), "to: write something here"),
            (
                json!({ "to": ["x"] }),
                "to: write an address such as name@example.org",
            ),
            (
                json!({ "to": [TONER], "cc": ["x"] }),
                "cc: write an address such as name@example.org",
            ),
            (
                json!({ "to": ["support@lumen.example"] }),
                "to: this address belongs to the desk itself",
            ),
            (json!({ "to": many }), "to: at most 50 of these are kept"),
            (
                json!({ "to": [TONER], "attachments": [99] }),
                "attachments: this file is not there any more, attach it again",
            ),
        ] {
            let answer = world.api().post(&path(first), &document).await.expect(422);
            assert_eq!(answer.json()["detail"], detail);
        }
        let to = json!({ "to": [TONER] });
        for other in [note, first + 100] {
            world.api().post(&path(other), &to).await.expect(404);
        }
        let olga = world
            .person("Olga Observer", &[OBSERVER], Visibility::All, &[])
            .await;
        olga.api.post(&path(first), &to).await.expect(404);
        let page = olga
            .browser
            .get(&format!("/t/{number}?forward={first}"))
            .await;
        let page = page.expect(200).text();
        for no in ["id=\"w-to\"", "data-forward"] {
            assert!(!page.contains(no), "{no}");
        }
        let delete = format!("/api/v1/tickets/{number}/delete");
        world.api().post(&delete, &json!({})).await.expect(200);
        let answer = world.api().post(&path(first), &to).await.expect(422);
        assert!(answer.text().contains("is in the bin"));
        assert_eq!(world.sink.seen().received.len(), 0);
    });
}

/// Where there is no e-mail there is nothing to pass on.
#[test]
fn a_ticket_without_mail_offers_nothing() {
    play(async |world| {
        let new = json!({ "name": "lamp", "customer": { "email": "ines@cust.example" } });
        let made = world.api().post("/api/v1/tickets", &new).await.expect(201);
        let number = made.json()["number"].as_u64().unwrap();
        let admin = world.admin().await;
        for query in ["", "?forward=newest", "?forward=1", "?forward=x"] {
            let page = admin.get(&format!("/t/{number}{query}")).await.expect(200);
            assert!(!page.text().contains("data-forward"), "{query}");
            assert!(!page.text().contains("panel-forward"), "{query}");
            page.page().one("textarea", &[("id", "c-text")]);
        }
    });
}
