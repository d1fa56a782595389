//! What a refused form says, and that nothing of what was typed is lost.

use crate::{
    web::check_page,
    world::{EXPERT, MAILBOX, PASSWORD, html::Page, mail::Mail, play},
};

#[test]
fn too_large_a_file_costs_no_word_of_the_answer() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let fields = [
            ("text", "It took an hour to write this."),
            ("cc", "bob@cust.example"),
            ("seen", page.value("seen")),
        ];
        let (large, half) = (vec![b'x'; 26 << 20], vec![b'y'; 20 << 20]);
        let files = [
            ("attachments", "plan <1>.pdf", "application/pdf", &large[..]),
            ("attachments", "half.bin", "application/x", &half),
            ("attachments", "other half.bin", "application/x", &half),
            ("attachments", "a.txt", "text/plain", b"hello"),
        ];
        // More than the desk keeps of one request: it is read to its end all the same.
        let path = format!("/t/{ticket}/messages");
        let answer = admin.post_files(&path, &fields, &files).await;
        let page = check_page(&answer, 422);
        let text = &page.one("textarea", &[("id", "c-text")]).text;
        assert_eq!(text.trim(), fields[0].1);
        assert_eq!(page.value("cc"), "bob@cust.example");
        let words = page.all("p", &[("class", "error-msg")]);
        assert_eq!(words.len(), 2);
        assert!(words[0].text.contains("“plan <1>.pdf” is larger than 25"));
        assert!(words[1].text.contains("“other half.bin” did not fit"));
        let kept = page.all("li", &[("class", "file")]);
        let kept: Vec<&str> = kept.iter().map(|file| file.text.as_str()).collect();
        assert_eq!(kept.len(), 2, "{kept:?}");
        assert!(kept[0].contains("half.bin") && kept[1].contains("a.txt"));
        let title = &page.one("title", &[]).text;
        assert!(title.starts_with("Error:"), "{title}");
        // Without the tick a kept file stays behind.
        let boxes = page.all("input", &[("name", "kept"), ("checked", "")]);
        let small = boxes[1].attribute("value").to_owned();
        let again = [
            fields[0],
            ("seen", page.value("seen")),
            ("kept", small.as_str()),
        ];
        admin.post_files(&path, &again, &[]).await.expect(303);
        let seen = world.sink.until("it", |seen| !seen.received.is_empty());
        let raw = &seen.await.received[0].raw;
        let mail = guichet::mail::inbound::parse(raw);
        assert_eq!(mail.attachments.len(), 1);
        assert_eq!(mail.attachments[0].name, "a.txt");
    });
}

#[test]
fn each_fault_has_words_of_its_own() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let seen = page.value("seen").to_owned();
        let many: Vec<String> = (0..51).map(|n| format!("c{n}@cust.example")).collect();
        for (cc, words) in [
            ("bob@cust.example, zoe@", "“zoe@” is no e-mail address"),
            (MAILBOX, "an address of the desk itself"),
            (&many.join(","), "At most 50 addresses"),
        ] {
            let fields = [("text", "fine"), ("cc", cc), ("seen", &seen)];
            let path = format!("/t/{ticket}/messages");
            let page = check_page(&admin.post_files(&path, &fields, &[]).await, 422);
            let said = &page.one("p", &[("id", "c-cc-e")]).text;
            assert!(said.contains(words), "{said}");
        }
        let path = format!("/t/{ticket}/edit");
        let page = check_page(&admin.post(&path, &[("add_tag", "bad:tag")]).await, 422);
        let said = &page.one("p", &[("id", "f-tag-e")]).text;
        assert!(said.contains("without commas, colons"), "{said}");
        for field in ["status", "priority", "assignee"] {
            let page = check_page(&admin.post(&path, &[(field, "x")]).await, 422);
            page.one("p", &[("id", &format!("f-{field}-e"))]);
            let wrong = page.one("select", &[("aria-invalid", "true")]);
            assert_eq!(wrong.attribute("name"), field);
        }
        let page = check_page(&admin.post(&path, &[("add_tag", "bad:tag")]).await, 422);
        let editors = page.all("details", &[("class", "alt")]);
        let open = editors.iter().filter(|editor| editor.has("open")).count();
        assert_eq!(
            (editors.len(), open),
            (5, 0),
            "a wrong tag opens no other form"
        );
    });
}

#[test]
fn a_text_that_somebody_else_changed_is_not_put_back() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/edit");
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let since = page.all("input", &[("name", "since")])[0]
            .attribute("value")
            .to_owned();
        // A colleague gives the ticket another name meanwhile.
        let rename = serde_json::json!({"name": "Lamp in hall B"});
        let api = format!("/api/v1/tickets/{ticket}");
        world.api().patch(&api, &rename).await.expect(200);
        // Who edits the description sends the old name along with it.
        let fields = [
            ("name", "lamp"),
            ("description", "It is dark."),
            ("since", &since),
        ];
        admin.post(&path, &fields).await.expect(303);
        let now = world.api().ticket(ticket).await;
        assert_eq!(now["name"], "Lamp in hall B", "the name is not put back");
        assert_eq!(now["description"], "It is dark.");
        // Who also changes the name is told, and keeps what was typed.
        let fields = [
            ("name", "My name"),
            ("description", "It is dark."),
            ("since", &since),
        ];
        let page = check_page(&admin.post(&path, &fields).await, 422);
        let said = &page.one("p", &[("id", "f-name-e")]).text;
        assert!(said.contains("Somebody changed this meanwhile"), "{said}");
        assert_eq!(
            page.one("input", &[("id", "f-name")]).attribute("value"),
            "My name"
        );
        assert_eq!(page.one("h1", &[]).text, "Lamp in hall B");
        assert_eq!(world.api().ticket(ticket).await["name"], "Lamp in hall B");
        // Having seen it, the second try is meant.
        let fields = [
            ("name", "My name"),
            (
                "since",
                page.all("input", &[("name", "since")])[0].attribute("value"),
            ),
        ];
        admin.post(&path, &fields).await.expect(303);
        assert_eq!(world.api().ticket(ticket).await["name"], "My name");
    });
}

#[test]
fn a_choice_that_somebody_else_made_meanwhile_is_not_passed_over() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        world.add_expert().await;
        let (admin, expert) = (world.admin().await, world.stranger());
        expert.sign_in(EXPERT, PASSWORD).await;
        let page = format!("/t/{ticket}");
        let path = format!("{page}/edit");
        let opened = check_page(&admin.get(&page).await, 200);
        let since = since_of(&opened);
        let choices = [
            ("status", "waiting", "processing"),
            ("priority", "high", "urgent"),
            ("assignee", "user:2", ""),
            ("due", "2031-02-03T09:30", "2031-02-04T09:30"),
        ];
        for (field, theirs, mine) in choices {
            let opened = check_page(&expert.get(&page).await, 200);
            let fields = [(field, theirs), ("since", &*since_of(&opened))];
            expert.post(&path, &fields).await.expect(303);
            let before = world.api().ticket(ticket).await;
            let fields = [(field, mine), ("since", &*since)];
            let told = check_page(&admin.post(&path, &fields).await, 422);
            let said = &told.one("p", &[("id", &format!("f-{field}-e"))]).text;
            assert!(
                said.contains("Somebody changed this meanwhile"),
                "{field}: {said}"
            );
            assert_eq!(world.api().ticket(ticket).await, before, "{field}");
            // What they chose themselves since is no reason to ask, and nor is what is the same.
            let fields = [(field, theirs), ("since", &*since)];
            admin.post(&path, &fields).await.expect(303);
            let fields = [(field, mine), ("since", &*since_of(&told))];
            admin.post(&path, &fields).await.expect(303);
            let fields = [(field, theirs), ("since", &*since_of(&told))];
            admin.post(&path, &fields).await.expect(303);
            assert_ne!(mine, theirs);
        }
    });
}

fn since_of(page: &Page) -> String {
    let fields = page.all("input", &[("name", "since")]);
    fields[0].attribute("value").to_owned()
}
