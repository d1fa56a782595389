//! When a ticket is due: on its page, in the list, set by hand.

use guichet::domain::{access::Visibility, calendar::Targets, role::EXPERT};
use serde_json::{Value, json};

use crate::world::{
    World,
    events::Events,
    http::Request,
    mail::Mail,
    office::{at, open_office, play_at},
};

const INES: &str = "ines@cust.example";

/// What a page says of due times, tags left out.
async fn said(world: &World, path: &str) -> Vec<String> {
    let admin = world.admin().await;
    let text = admin.get(path).await.expect(200).text();
    let parts = text.split("<span class=\"due ").skip(1);
    parts
        .map(|part| {
            let (class, rest) = part.split_once('"').unwrap();
            let rest = rest.split_once('>').unwrap().1;
            let rest = rest.split_once("</time>").unwrap().0;
            let words: String = rest
                .split('<')
                .map(|piece| piece.split_once('>').map_or(piece, |it| it.1))
                .collect();
            format!("{class}: {words}")
        })
        .collect()
}

#[test]
fn a_promised_answer_comes_nearer_and_is_late() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        open_office(world, Targets([Some(60); 4])).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let page = format!("/t/{number}");
        let preview = format!("/t/{number}/preview");
        for (now, class, words) in [
            ("2026-11-25T09:00:00Z", "c-orange", "in 1 h"),
            ("2026-11-25T09:22:30Z", "c-orange", "in 38 min"),
            ("2026-11-25T10:00:00Z", "c-red", "late by 1 min"),
            ("2026-11-25T13:10:00Z", "c-red", "late by 3 h"),
            ("2026-11-28T10:00:00Z", "c-red", "late by 3 days"),
        ] {
            world.pass_to(at(now)).await;
            let own = format!("{class}: {words}");
            assert_eq!(said(world, &page).await, [own.as_str()], "{now}");
            assert_eq!(said(world, &preview).await, [own], "{now}");
            let row = match words.strip_prefix("in ") {
                Some(rest) => format!("{class}: Answer due in {rest}"),
                None => format!("{class}: Answer {words}"),
            };
            assert_eq!(said(world, "/tickets").await, [row], "{now}");
        }
        let answer = json!({ "text": "Done." });
        let path = format!("/api/v1/tickets/{number}/messages");
        world.api().post(&path, &answer).await.expect(201);
        assert!(said(world, &page).await.is_empty());
        assert!(said(world, "/tickets").await.is_empty());
    });
}

#[test]
fn a_due_time_is_set_by_hand_in_the_readers_own_zone() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let (page, edit) = (format!("/t/{number}"), format!("/t/{number}/edit"));
        let api = format!("/api/v1/tickets/{number}");
        let admin = world.admin().await;
        // Two o'clock in Paris.
        let sent = admin.post(&edit, &[("due", "2026-11-25T14:00")]).await;
        sent.expect(303);
        let ticket = world.api().get(&api).await.expect(200).json();
        assert_eq!(ticket["due_at"], "2026-11-25T13:00:00.000Z");
        assert_eq!(said(world, &page).await, [": in 4 h"]);
        let shown = admin.get(&page).await.expect(200).page();
        assert_eq!(shown.value("due"), "2026-11-25T14:00");
        let refused = admin.post(&edit, &[("due", "next week")]).await;
        let refused = refused.expect(422);
        let text = refused.text();
        assert!(text.contains("Choose a day and a time"), "{text}");
        assert_eq!(refused.page().value("due"), "next week");
        let later = [("due", "2026-11-26T09:30")];
        admin.post(&edit, &later).await.expect(303);
        admin.post(&edit, &[("due", "")]).await.expect(303);
        assert!(said(world, &page).await.is_empty());
        let log = admin.get(&page).await.expect(200).text();
        assert!(
            log.contains("set it due <b><bdi>25 November 2026, 14:00</bdi></b>"),
            "{log}"
        );
        assert!(log.contains(
            "moved the due time from <bdi>25 November 2026, 14:00</bdi> to <b><bdi>26 November 2026, 09:30</bdi></b>"
        ));
        assert!(
            log.contains("took the due time away, which was <bdi>26 November 2026, 09:30</bdi>")
        );
    });
}

#[test]
fn who_is_elsewhere_sets_and_sees_it_by_their_own_clock() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let (page, edit) = (format!("/t/{number}"), format!("/t/{number}/edit"));
        let api = format!("/api/v1/tickets/{number}");
        let admin = world.admin().await;
        let paris = admin.get(&page).await.expect(200).text();
        assert!(paris.contains(">10:00<"), "{paris}");
        let tokyo = [("name", "Ada King"), ("time_zone", "Asia/Tokyo")];
        admin.post("/profile", &tokyo).await.expect(303);
        let sent = admin.post(&edit, &[("due", "2026-11-26T14:00")]).await;
        sent.expect(303);
        let ticket = world.api().get(&api).await.expect(200).json();
        assert_eq!(ticket["due_at"], "2026-11-26T05:00:00.000Z");
        let shown = admin.get(&page).await.expect(200);
        assert_eq!(shown.page().value("due"), "2026-11-26T14:00");
        let log = shown.text();
        assert!(log.contains(">18:00<") && !log.contains(">10:00<"), "{log}");
        assert!(log.contains("26 November 2026, 14:00"), "{log}");
    });
}

#[test]
fn a_program_sets_it_and_takes_it_away() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let path = format!("/api/v1/tickets/{number}");
        let patch = async |due: Value| world.api().patch(&path, &json!({ "due_at": due })).await;
        let set = patch(json!("2026-12-24T10:00:00+01:00")).await.expect(200);
        assert_eq!(set.json()["due_at"], "2026-12-24T09:00:00.000Z");
        for wrong in [json!("tomorrow"), json!("2026-12-24"), json!("")] {
            let refused = patch(wrong.clone()).await.expect(422).json().to_string();
            assert!(
                refused.contains("due_at") && refused.contains("a day and a time"),
                "{wrong}"
            );
        }
        patch(json!(7)).await.expect(422);
        assert_eq!(
            patch(Value::Null).await.expect(200).json()["due_at"],
            Value::Null
        );
    });
}

/// Nothing of the ticket changes when its time comes, but the list of what is late does.
#[test]
fn a_list_hears_of_a_ticket_whose_time_has_come() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let other = world.ticket(&Mail::text(INES, "Toner", "two")).await;
        for (ticket, due) in [(number, "2026-11-25T14:00"), (other, "2026-11-27T14:00")] {
            let edit = format!("/t/{ticket}/edit");
            let admin = world.admin().await;
            admin.post(&edit, &[("due", due)]).await.expect(303);
        }
        let admin = world.admin().await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let mut elsewhere = owen.listen("").await;
        elsewhere.until("hello").await;
        let after = world.desk().newest_change().unwrap();
        let rows = format!("/tickets/rows?query=is:overdue&after={after}&read={number}");
        let card = format!("data-number=\"{number}\"");
        let before = admin.get(&rows).await.expect(200).text();
        assert!(!before.contains(&card), "{before}");
        let request = admin.with_cookies(Request::new("GET", "/events"));
        let mut events = Events::open(world.web(), &request).await;
        events.until("hello").await;
        world.clock.set(at("2026-11-25T13:00:01Z"));
        let told = events.until("read").await;
        assert_eq!((told.data, told.id), (number.to_string(), after.0));
        let now = admin.get(&rows).await.expect(200).text();
        assert!(now.contains(&card), "{now}");
        assert_eq!(world.desk().newest_change().unwrap(), after);
        // Who does not see the ticket heard nothing: the first that they hear of is one of theirs.
        world.give(other, owen.user.id).await;
        let first = elsewhere.next().await.unwrap();
        assert_eq!(
            (first.name, first.data),
            ("ticket".into(), other.to_string())
        );
    });
}
