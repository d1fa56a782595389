//! Notes that call somebody: the number in the rail, the list, the word that comes at once, and that
//! it ends with a look.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::json;

use crate::{
    web::check_page,
    world::{World, html::Page, mail::Mail, person::Person, play},
};

/// The number in somebody's rail; 0 where none is shown.
async fn badge(who: &Person) -> u64 {
    let page = check_page(&who.browser.get("/inbox").await, 200);
    let badge = page.one("span", &[("data-unread-count", "")]);
    if badge.has("hidden") {
        return 0;
    }
    let number = badge.text.split_whitespace().next();
    number.unwrap().parse().unwrap()
}

/// The tickets of `is:mentioned`, and that page and API count the same.
async fn list(who: &Person) -> Vec<u64> {
    let page = check_page(&who.browser.get("/tickets?query=is:mentioned").await, 200);
    let rows = page.all("tr", &[("data-number", "")]);
    let rows: Vec<u64> = rows
        .iter()
        .map(|row| row.attribute("data-number").parse().unwrap())
        .collect();
    let answer = who.api.get("/api/v1/tickets?query=is:mentioned").await;
    let found = answer.expect(200).json();
    assert_eq!(found["tickets"].as_array().unwrap().len(), rows.len());
    assert_eq!(badge(who).await, rows.len() as u64);
    rows
}

async fn note(world: &World, ticket: u64, text: &str) -> u64 {
    let path = format!("/api/v1/tickets/{ticket}/notes");
    let answer = world.api().post(&path, &json!({ "text": text })).await;
    answer.expect(201);
    world.desk().newest_change().unwrap().0
}

async fn people(world: &World) -> (Person, Person) {
    for name in ["lamp", "desk"] {
        world
            .ticket(&Mail::text("Ines <ines@cust.example>", name, "dark"))
            .await;
    }
    let all = Visibility::All;
    let tom = world.person("Tom Okafor", &[EXPERT], all, &[]).await;
    let mia = world.person("Mia Faure", &[EXPERT], all, &[]).await;
    (tom, mia)
}

#[test]
fn a_note_calls_until_who_is_called_has_looked() {
    play(async |world| {
        let (tom, mia) = people(world).await;
        let (mut to_tom, mut to_mia) = (tom.listen("").await, mia.listen("").await);
        to_tom.until("hello").await;
        to_mia.until("hello").await;
        note(world, 1, "Could @Tom look? Not me@tom.example.").await;
        assert_eq!(to_tom.until("mention").await.data, "1");
        assert_eq!(list(&tom).await, [1]);
        assert_eq!(list(&mia).await, [0; 0]);
        let said = tom.browser.get("/mentions?ticket=1").await;
        let said = Page::parse(&said.expect(200).text());
        assert_eq!(said.one("a", &[]).text, "#1 lamp");
        let inbox = check_page(&tom.browser.get("/inbox?view=not-closed").await, 200);
        let item = inbox.one("a", &[("data-number", "1")]);
        assert!(item.text.contains("You are mentioned"), "{}", item.text);
        // Both at once, and twice on one ticket is one.
        note(world, 2, "@tom okafor, @Mia: together?").await;
        note(world, 2, "@Tom: today?").await;
        assert_eq!(to_mia.until("mention").await.data, "2");
        assert_eq!(list(&tom).await, [2, 1]);
        assert_eq!(list(&mia).await, [2]);
        // A look of one ends it for one. What a page asks by itself is no look.
        tom.browser.get("/t/2/log?after=0").await.expect(200);
        assert_eq!(list(&tom).await, [2, 1]);
        tom.browser.get("/t/2").await.expect(200);
        assert_eq!(list(&tom).await, [1]);
        assert_eq!(list(&mia).await, [2]);
        // What was read once says nothing any more.
        let said = tom.browser.get("/mentions?ticket=2").await;
        assert!(!said.expect(200).text().contains("desk"));
    });
}

#[test]
fn an_edit_calls_and_calls_no_more() {
    play(async |world| {
        let (tom, mia) = people(world).await;
        let line = note(world, 1, "Could @Tom look?").await;
        let path = format!("/api/v1/tickets/1/notes/{line}");
        let edit = json!({ "text": "Could @Mia look?" });
        world.api().patch(&path, &edit).await.expect(200);
        assert_eq!(list(&tom).await, [0; 0]);
        assert_eq!(list(&mia).await, [1]);
        // Who had read the note before is called anew by a change of it.
        mia.browser.get("/t/1").await.expect(200);
        tom.browser.get("/t/1").await.expect(200);
        let edit = json!({ "text": "@Mia, @Tom: could you look?" });
        world.api().patch(&path, &edit).await.expect(200);
        assert_eq!(list(&tom).await, [1]);
        assert_eq!(list(&mia).await, [0; 0]);
        let api = world.api();
        api.send("DELETE", &path, &json!({})).await.expect(204);
        assert_eq!(list(&tom).await, [0; 0]);
    });
}

#[test]
fn nobody_is_called_to_what_they_do_not_see() {
    play(async |world| {
        let (tom, _) = people(world).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let mut events = owen.listen("").await;
        events.until("hello").await;
        note(world, 1, "@Owen and @Tom").await;
        assert_eq!(list(&owen).await, [0; 0]);
        let answer = owen.browser.get("/mentions?ticket=1").await;
        assert!(!answer.expect(200).text().contains("lamp"));
        owen.browser.get("/t/1/people").await.expect(404);
        let offered = |page: &Page| -> Vec<String> {
            let all = page.all("div", &[("role", "option")]);
            all.iter()
                .map(|it| it.attribute("data-name").to_owned())
                .collect()
        };
        let answer = tom.browser.get("/t/1/people").await.expect(200);
        assert!(!offered(&Page::parse(&answer.text())).contains(&"Owen Own".to_owned()));
        // It is theirs now: they hear of it, and the note from before calls them.
        world.give(1, owen.user.id).await;
        assert_eq!(events.next().await.unwrap().name, "ticket");
        assert_eq!(list(&owen).await, [1]);
        let answer = tom.browser.get("/t/1/people").await.expect(200);
        let offered = offered(&Page::parse(&answer.text()));
        assert!(offered.contains(&"Owen Own".to_owned()));
        assert!(!offered.contains(&"Tom Okafor".to_owned()));
    });
}

#[test]
fn a_merged_ticket_calls_where_it_is_now() {
    play(async |world| {
        let (tom, _) = people(world).await;
        note(world, 1, "@Tom").await;
        let into = json!({ "into": 2 });
        let answer = world.api().post("/api/v1/tickets/1/merge", &into).await;
        answer.expect(200);
        assert_eq!(list(&tom).await, [2]);
        tom.browser.get("/t/2").await.expect(200);
        assert_eq!(list(&tom).await, [0; 0]);
        // In the bin nothing calls.
        note(world, 2, "@Tom").await;
        let path = "/api/v1/tickets/2/delete";
        world.api().post(path, &json!({})).await.expect(200);
        assert_eq!(list(&tom).await, [0; 0]);
    });
}
