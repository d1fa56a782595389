//! The head, the log and the right pane: each change is one line of the log.

use crate::{
    web::check_page,
    world::{mail::Mail, play},
};

#[test]
fn a_ticket_shows_its_mail_whole() {
    play(async |world| {
        let mail = Mail::with(
            "Inès Lune <ines@cust.example>",
            "=?utf-8?Q?Lampe_=C3=A9teinte_<b>?=",
            "Content-Type: text/plain; charset=utf-8\r\nCc: Bob <bob@cust.example>\r\n",
            "It is dark & <cold>.\r\n\r\nOn Monday Ada wrote:\r\n> older words",
        );
        let ticket = world.ticket(&mail).await;
        let admin = world.admin().await;
        let answer = admin.get(&format!("/t/{ticket}")).await;
        let page = check_page(&answer, 200);
        let text = &page.one("html", &[]).text;
        for words in [
            "Lampe éteinte <b>",
            "It is dark & <cold>.",
            "older words",
            "Inès Lune",
            "ines@cust.example",
            "#1",
        ] {
            assert!(text.contains(words), "{words}");
        }
        assert!(!answer.text().contains("<cold>"), "a text is text");
        let raw = page
            .all("a", &[("href", "")])
            .into_iter()
            .find(|a| a.attribute("href").ends_with("/raw"))
            .unwrap();
        let raw = admin.get(raw.attribute("href")).await.expect(200);
        assert_eq!(raw.header("content-type"), "message/rfc822");
        assert!(raw.header("content-disposition").contains(".eml"));
        assert!(
            raw.body.ends_with(&mail.raw),
            "the receiver adds its lines above, changes nothing"
        );
    });
}

#[test]
fn each_field_can_be_changed_and_is_logged() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/edit");
        let api = world.api();
        for (field, value, key, new) in [
            ("status", "processing", "status", "processing"),
            ("priority", "urgent", "priority", "urgent"),
            ("assignee", "user:1", "assignee", "Ada Byron"),
            ("assignee", "", "assignee", "null"),
            ("name", "A new <name>", "name", "A new <name>"),
            ("description", "two\r\nlines", "description", "two\\nlines"),
            ("add_tag", "hall", "tags", "hall"),
            ("remove_tag", "hall", "tags", "null"),
        ] {
            let before = api.ticket(ticket).await["activities"]
                .as_array()
                .unwrap()
                .len();
            let answer = admin
                .post(&format!("{path}?view=mine"), &[(field, value)])
                .await
                .expect(303);
            let back = format!("/t/{ticket}?view=mine&undo=");
            assert!(answer.header("location").starts_with(&back));
            let after = api.ticket(ticket).await;
            let lines = after["activities"].as_array().unwrap();
            assert_eq!(lines.len(), before + 1, "{field}={value}: one line");
            let line = lines.last().unwrap();
            assert_eq!(line["field"], key);
            assert!(line["new"].to_string().contains(new), "{line}");
            assert_eq!(line["actor"]["user"], crate::world::ADMIN);
            // The same again changes nothing and logs nothing.
            admin.post(&path, &[(field, value)]).await.expect(303);
            let again = api.ticket(ticket).await["activities"]
                .as_array()
                .unwrap()
                .len();
            assert_eq!(again, before + 1, "{field}={value} again");
            check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        }
    });
}

#[test]
fn a_refused_change_keeps_what_was_typed() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let long = "x".repeat(20_001);
        let before = world.tickets();
        for (field, value, element, id) in [
            ("name", "   ", "input", "f-name-e"),
            ("description", long.as_str(), "textarea", "f-description-e"),
            ("add_tag", "bad:tag", "input", "f-tag-e"),
        ] {
            let answer = admin
                .post(&format!("/t/{ticket}/edit"), &[(field, value)])
                .await;
            let page = check_page(&answer, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}");
            assert_eq!(errors[0].attribute("id"), id);
            let box_ = page.all(element, &[("name", field), ("aria-invalid", "true")]);
            assert_eq!(box_.len(), 1, "{field}");
            let kept = if element == "input" {
                box_[0].attribute("value")
            } else {
                &box_[0].text
            };
            assert_eq!(kept, value, "{field}: what was typed stays");
        }
        for (field, value) in [
            ("status", "x"),
            ("priority", "x"),
            ("assignee", "user:99"),
            ("assignee", "x"),
        ] {
            let answer = admin
                .post(&format!("/t/{ticket}/edit"), &[(field, value)])
                .await;
            check_page(&answer, 422);
        }
        assert_eq!(world.tickets(), before, "nothing changed");
    });
}

#[test]
fn a_note_is_for_the_team_alone() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/notes");
        let long = "x".repeat(20_001);
        for wrong in ["", "  \r\n ", long.as_str()] {
            let page = check_page(&admin.post(&path, &[("text", wrong)]).await, 422);
            assert_eq!(page.all("p", &[("class", "error-msg")]).len(), 1);
            let field = page.one("textarea", &[("id", "c-note")]);
            assert_eq!(field.attribute("aria-invalid"), "true");
            assert_eq!(field.text.trim(), wrong.trim(), "what was typed stays");
            assert!(!page.one("div", &[("id", "panel-note")]).has("hidden"));
        }
        let answer = admin
            .post(&path, &[("text", "She is <nice>\r\n& patient")])
            .await
            .expect(303);
        let location = answer.header("location").to_owned();
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let note = page.one("li", &[("class", "msg note")]);
        assert!(note.text.contains("She is <nice>\n& patient"));
        assert!(
            location.ends_with(&format!("#{}", note.attribute("id"))),
            "{location}"
        );
        assert_eq!(world.sink.seen().received.len(), 0);
    });
}

#[test]
fn the_log_after_a_number_is_a_fragment() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let rev = world.desk().newest_change().unwrap().0;
        let fetch = async |after: u64| {
            let answer = admin
                .get(&format!("/t/{ticket}/log?after={after}"))
                .await
                .expect(200);
            crate::web::check_headers(&answer);
            answer.page()
        };
        let entries = |page: &crate::world::html::Page| -> Vec<u64> {
            let found = page.all("li", &[("data-entry", "")]);
            found
                .iter()
                .map(|e| e.attribute("data-entry").parse().unwrap())
                .collect()
        };
        assert_eq!(entries(&fetch(rev).await), Vec::<u64>::new());
        admin
            .post(&format!("/t/{ticket}/notes"), &[("text", "one")])
            .await
            .expect(303);
        admin
            .post(&format!("/t/{ticket}/edit"), &[("status", "waiting")])
            .await
            .expect(303);
        let update = fetch(rev).await;
        assert_eq!(entries(&update), [rev + 1, rev + 2]);
        let head = update.one("div", &[("data-update", "")]);
        assert_eq!(head.attribute("data-rev"), (rev + 2).to_string());
        assert_eq!(entries(&fetch(rev + 1).await), [rev + 2]);
        // An answer is drawn again when its delivery moves.
        let page = admin.get(&format!("/t/{ticket}")).await.page();
        let seen = page.value("seen").to_owned();
        let fields = [("text", "on"), ("seen", &seen)];
        admin
            .post(&format!("/t/{ticket}/messages"), &fields)
            .await
            .expect(303);
        world
            .sink
            .until("the answer", |seen| !seen.received.is_empty())
            .await;
        let sent = entries(&fetch(rev + 2).await)[0];
        crate::world::until(world, ticket, "delivered").await;
        assert!(entries(&fetch(sent).await).contains(&sent));
    });
}
