//! Who else is at a ticket: on the page, in the event stream, gone in time, never to those who do not
//! see it.

use std::time::{Duration, Instant};

use guichet::domain::{access::Visibility, role::EXPERT};

use crate::{
    web::check_page,
    world::{
        World,
        events::{Event, Events},
        html::Page,
        http::Browser,
        mail::Mail,
        person::Person,
        play,
    },
};

/// What a page says of the others, behind the initials of who is named first.
fn said<'p>(page: &'p Page, part: &str) -> &'p str {
    let text = page.one("", &[("data-part", part)]).text.trim();
    text.trim_start_matches(['T', 'M', 'O', 'F'])
}

/// Says what somebody does on one of their pages; gives what they are told.
async fn is_at(browser: &Browser, page: &str, doing: &str) -> Page {
    let fields = [("page", page), ("doing", doing)];
    let answer = browser.post("/t/1/presence", &fields).await;
    Page::parse(&answer.expect(200).text())
}

async fn heard(events: &mut Events) -> Event {
    events.until("presence").await
}

async fn two(world: &World) -> (Person, Person) {
    world
        .ticket(&Mail::text("Ines <ines@cust.example>", "lamp", "dark"))
        .await;
    let all = Visibility::All;
    let tom = world.person("Tom Okafor", &[EXPERT], all, &[]).await;
    let mia = world.person("Mia Faure", &[EXPERT], all, &[]).await;
    for who in [&tom, &mia] {
        who.browser.get("/t/1").await.expect(200);
    }
    (tom, mia)
}

#[test]
fn each_sees_what_the_other_does_at_once() {
    play(async |world| {
        let (tom, mia) = two(world).await;
        let mut events = mia.listen("").await;
        events.until("hello").await;
        is_at(&tom.browser, "7", "look").await;
        assert_eq!(heard(&mut events).await.data, "1");
        let page = check_page(&mia.browser.get("/t/1").await, 200);
        assert_eq!(said(&page, "presence"), "om is looking too");
        assert_eq!(said(&page, "writing"), "");
        // The same again is no news; another thing is.
        is_at(&tom.browser, "7", "look").await;
        is_at(&tom.browser, "7", "mail").await;
        heard(&mut events).await;
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "writing"), "om is writing an answer");
        // A second window that only looks hides nothing; nobody is told of themselves.
        let own = is_at(&tom.browser, "8", "look").await;
        assert_eq!(said(&own, "presence"), "ia is looking too");
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "writing"), "om is writing an answer");
        is_at(&tom.browser, "7", "note").await;
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "writing"), "om is writing a note");
        is_at(&tom.browser, "7", "edit").await;
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "writing"), "om is changing the details");
        is_at(&tom.browser, "8", "note").await;
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "writing"), "om is writing a note");
        // Both windows leave.
        is_at(&tom.browser, "7", "gone").await;
        is_at(&tom.browser, "8", "gone").await;
        let told = is_at(&mia.browser, "1", "look").await;
        assert_eq!(said(&told, "presence"), "");
    });
}

#[test]
fn who_leaves_without_a_word_is_gone_within_15_seconds() {
    play(async |world| {
        let (tom, mia) = two(world).await;
        let mut events = mia.listen("").await;
        events.until("hello").await;
        is_at(&tom.browser, "7", "mail").await;
        heard(&mut events).await;
        let since = Instant::now();
        heard(&mut events).await;
        assert!(since.elapsed() < Duration::from_secs(15));
        let page = check_page(&mia.browser.get("/t/1").await, 200);
        assert_eq!(said(&page, "presence"), "");
    });
}

#[test]
fn who_does_not_see_a_ticket_hears_nothing_of_who_is_there() {
    play(async |world| {
        let (tom, _) = two(world).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        owen.browser.get("/tickets").await.expect(200);
        let mut events = owen.listen("").await;
        events.until("hello").await;
        is_at(&tom.browser, "7", "look").await;
        let fields = [("page", "1"), ("doing", "look")];
        owen.browser
            .post("/t/1/presence", &fields)
            .await
            .expect(404);
        let gone = [("page", "1"), ("doing", "gone")];
        owen.browser.post("/t/1/presence", &gone).await.expect(404);
        // The first that they hear is of a ticket of theirs.
        world.give(1, owen.user.id).await;
        let first = events.next().await.unwrap();
        assert_eq!(first.name, "ticket");
        is_at(&tom.browser, "7", "note").await;
        assert_eq!(heard(&mut events).await.data, "1");
    });
}

#[test]
fn a_page_without_a_number_is_refused() {
    play(async |world| {
        let (tom, _) = two(world).await;
        for page in ["", "x", "-1", "99999999999999999999"] {
            let fields = [("page", page), ("doing", "look")];
            tom.browser.post("/t/1/presence", &fields).await.expect(400);
        }
    });
}
