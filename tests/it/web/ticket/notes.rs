//! Notes: changed and deleted by their author, with every step in the log; who is called in them.

use serde_json::{Value, json};

use crate::{
    api::query::found,
    web::check_page,
    world::{
        EXPERT, PASSWORD, World,
        http::{Api, Browser},
        mail::Mail,
        play,
    },
};

/// A ticket with a note of the expert's: its number, the note's, the expert's browser and token.
async fn noted(world: &World, text: &str) -> (u64, u64, Browser, Api) {
    let mail = Mail::text("Inès <ines@cust.example>", "lamp", "dark");
    let ticket = world.ticket(&mail).await;
    let token = world.add_expert().await;
    let api = Api::new(world.web(), Some(token));
    let emil = world.stranger();
    emil.sign_in(EXPERT, PASSWORD).await;
    let path = format!("/api/v1/tickets/{ticket}/notes");
    let made = api.post(&path, &json!({ "text": text })).await.expect(201);
    (ticket, made.json()["id"].as_u64().unwrap(), emil, api)
}

fn line(ticket: &Value, kind: &str) -> Value {
    let lines = ticket["activities"].as_array().unwrap();
    let found = lines.iter().find(|line| line["kind"] == kind);
    found.cloned().unwrap_or(Value::Null)
}

#[test]
fn an_author_changes_a_note_and_the_log_keeps_what_it_was() {
    play(async |world| {
        let (ticket, note, emil, _) = noted(world, "The sprocket is bent").await;
        let path = format!("/t/{ticket}/notes/{note}");
        let new = [("text", "The <b>gearbox</b> is bent\r\nreally")];
        let changed = emil.post(&path, &new).await.expect(303);
        assert_eq!(changed.header("location"), format!("/t/{ticket}#a{note}"));
        let shown = world.api().ticket(ticket).await;
        assert_eq!(
            line(&shown, "note")["text"],
            "The <b>gearbox</b> is bent\nreally"
        );
        assert!(line(&shown, "note")["edited_at"].is_string());
        let edited = line(&shown, "note_edited");
        assert_eq!(edited["old"], "The sprocket is bent");
        assert_eq!(edited["note"], note);
        let page = check_page(&emil.get(&format!("/t/{ticket}")).await, 200);
        let text = &page.one("html", &[]).text;
        assert!(text.contains("The <b>gearbox</b> is bent"));
        assert!(text.contains("Emil Post changed a note"), "{text}");
        // The same again is no change.
        let newest = world.desk().newest_change().unwrap();
        emil.post(&path, &new).await.expect(303);
        assert_eq!(world.desk().newest_change().unwrap(), newest);
        // An open page takes the note again, under its own number.
        let after = newest.0 - 1;
        let update = emil.get(&format!("/t/{ticket}/log?after={after}")).await;
        let update = update.expect(200).text();
        assert!(
            update.contains(&format!("data-entry=\"{note}\"")),
            "{update}"
        );
        assert_eq!(found(world, "gearbox").await, [ticket]);
        assert_eq!(found(world, "sprocket").await, [0; 0]);
        world.check_store();
    });
}

#[test]
fn a_deleted_note_says_so_and_comes_back() {
    play(async |world| {
        let (ticket, note, emil, api) = noted(world, "The sprocket is bent").await;
        let path = format!("/api/v1/tickets/{ticket}/notes/{note}");
        api.send("DELETE", &path, &Value::Null).await.expect(204);
        let shown = world.api().ticket(ticket).await;
        assert_eq!(line(&shown, "note")["text"], Value::Null);
        assert_eq!(line(&shown, "note_deleted")["old"], "The sprocket is bent");
        assert_eq!(found(world, "sprocket").await, [0; 0]);
        assert_eq!(found(world, "has:note").await, [0; 0]);
        let admin = world.admin().await;
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let text = &page.one("html", &[]).text;
        assert!(text.contains("A note stood here"), "{text}");
        assert!(text.contains("Emil Post deleted a note"), "{text}");
        assert!(!text.contains("Put it back"), "that is for its author");
        world.restart(|_| {}).await;
        let emil_again = world.stranger();
        emil_again.sign_in(EXPERT, PASSWORD).await;
        drop(emil);
        let page = check_page(&emil_again.get(&format!("/t/{ticket}")).await, 200);
        let action = format!("/t/{ticket}/notes/{note}");
        let fields = page.fields(&action);
        let text = fields.iter().find(|(name, _)| name == "text").unwrap();
        emil_again
            .post(&action, &[("text", &text.1)])
            .await
            .expect(303);
        let shown = world.api().ticket(ticket).await;
        assert_eq!(line(&shown, "note")["text"], "The sprocket is bent");
        assert_eq!(found(world, "sprocket").await, [ticket]);
        world.check_store();
    });
}

#[test]
fn nobody_changes_a_note_of_somebody_else_and_nothing_typed_is_lost() {
    play(async |world| {
        let (ticket, note, emil, api) = noted(world, "bent").await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/notes/{note}");
        let page = check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        assert!(page.all("form", &[("action", &path)]).is_empty());
        admin.post(&path, &[("text", "mine")]).await.expect(404);
        admin.post(&path, &[("delete", "1")]).await.expect(404);
        // The mail is no note, nor is a line of another ticket.
        let mail = world.api().ticket(ticket).await;
        let mail = line(&mail, "mail")["id"].to_string();
        emil.post(&format!("/t/{ticket}/notes/{mail}"), &[("text", "x")])
            .await
            .expect(404);
        emil.post(&format!("/t/99/notes/{note}"), &[("text", "x")])
            .await
            .expect(404);
        let long = "é".repeat(20_001);
        for (text, word) in [("  ", "empty"), (long.as_str(), "20,000")] {
            let refused = emil.post(&path, &[("text", text)]).await;
            let page = check_page(&refused, 422);
            let field = page.one("textarea", &[("id", &format!("note-{note}"))]);
            assert_eq!(field.attribute("aria-invalid"), "true", "{word}");
            assert!(
                field.text.trim_start_matches('\n') == text.trim_start_matches('\n'),
                "{word}"
            );
        }
        let api_path = format!("/api/v1/tickets/{ticket}/notes/{note}");
        let refused = api
            .patch(&api_path, &json!({ "text": "" }))
            .await
            .expect(422);
        assert!(refused.text().contains("text"));
        api.patch(&api_path, &json!({ "words": "x" }))
            .await
            .expect(422);
        world
            .api()
            .patch(&api_path, &json!({ "text": "x" }))
            .await
            .expect(404);
        api.patch(&api_path, &json!({ "text": "straight" }))
            .await
            .expect(200);
        let shown = world.api().ticket(ticket).await;
        assert_eq!(line(&shown, "note")["text"], "straight");
    });
}

#[test]
fn who_is_called_is_marked() {
    play(async |world| {
        let (ticket, _, emil, _) =
            noted(world, "@Ada <i>look</i>, and @Emil Post; not x@Ada").await;
        let text = |browser: Browser| async move {
            let page = check_page(&browser.get(&format!("/t/{ticket}")).await, 200);
            let marks = page.all("b", &[("class", "")]);
            let marks = marks
                .iter()
                .filter(|it| it.attribute("class").starts_with("mention"));
            marks
                .map(|it| (it.text.clone(), it.attribute("class").to_owned()))
                .collect::<Vec<_>>()
        };
        let mark = |text: &str, class: &str| (text.to_owned(), class.to_owned());
        assert_eq!(
            text(emil).await,
            [mark("@Ada", "mention"), mark("@Emil Post", "mention me")]
        );
        assert_eq!(
            text(world.admin().await).await,
            [mark("@Ada", "mention me"), mark("@Emil Post", "mention")]
        );
    });
}
