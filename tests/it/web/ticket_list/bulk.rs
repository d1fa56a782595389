//! Many tickets at once: by number, by the whole list, for programs, and back again.

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    role::{EXPERT, OBSERVER},
};
use serde_json::json;

use super::{check_page, numbers};
use crate::world::{ADMIN, World, http::Browser, mail::Mail, play};

async fn five(world: &World) {
    for at in 1..=5 {
        let mail = Mail::text("zoe@acme.example", &format!("Ticket {at}"), "?");
        world.send(&mail).await;
    }
}

fn seen(world: &World) -> Vec<(u64, &'static str, &'static str, usize)> {
    let tickets = world.tickets();
    let seen = tickets.iter().map(|it| {
        let (status, priority) = (it.status.word(), it.priority.word());
        (it.id.0, status, priority, it.tags.len())
    });
    seen.collect()
}

/// Presses the button of the notice that an act left; says what the next page tells.
async fn undo(browser: &Browser, offered: &str) -> String {
    let page = check_page(&browser.get(offered).await, 200);
    let id = page.value("id").to_owned();
    let back = page.all("input", &[("name", "back"), ("value", "/tickets")]);
    let back = back.first().map_or("/tickets", |it| it.attribute("value"));
    let answer = browser.post("/undo", &[("id", &id), ("back", back)]).await;
    let page = check_page(&browser.get(answer.header("location")).await, 200);
    page.one("div", &[("class", "notice green")]).text.clone()
}

#[test]
fn tickets_are_changed_together_and_taken_back_together() {
    play(async |world| {
        five(world).await;
        let admin = world.admin().await;
        let before = seen(world);
        let fields = [
            ("back", "/tickets?status=open"),
            ("number", "1"),
            ("number", "3"),
            ("number", "3"),
            ("number", "99"),
            ("number", "x"),
            ("status", "closed"),
        ];
        let answer = admin.post("/tickets/bulk", &fields).await;
        let offered = answer.header("location").to_owned();
        assert!(
            offered.starts_with("/tickets?status=open&undo="),
            "{offered}"
        );
        let closed: Vec<u64> = seen(world)
            .into_iter()
            .filter(|it| it.1 == "closed")
            .map(|it| it.0)
            .collect();
        assert_eq!(closed, [1, 3]);
        // Somebody changes one of them since: that one stays, and is counted.
        let waiting = json!({"status": "waiting"});
        world
            .api()
            .patch("/api/v1/tickets/3", &waiting)
            .await
            .expect(200);
        let told = undo(&admin, &offered).await;
        assert!(told.contains("#1"), "{told}");
        assert!(!told.contains("#3 "), "{told}");
        let mut want = before.clone();
        want[2].1 = "waiting";
        assert_eq!(seen(world), want);
        // A second press changes nothing and says the same.
        let page = check_page(&admin.get(&offered).await, 200);
        assert_eq!(page.all("form", &[("data-undo", "")]).len(), 0);
        world.check_store();
    });
}

#[test]
fn assignee_priority_and_tags_of_many() {
    play(async |world| {
        five(world).await;
        let (admin, ada) = (world.admin().await, world.as_admin().user().id);
        let who = format!("user:{ada}");
        let before = seen(world);
        let some = [("number", "2"), ("number", "4")];
        let mut offers = Vec::new();
        for fields in [
            &[("assign", "1"), ("who", who.as_str())][..],
            &[("priority", "urgent")],
            &[("add", "1"), ("tag", "vpn")],
            &[("add", "1"), ("tag", "office")],
            &[("remove", "1"), ("tag", "vpn")],
            &[("assign", "1"), ("who", "")],
            &[("assign", "me"), ("who", "")],
        ] {
            let fields = [&some[..], fields].concat();
            let answer = admin.post("/tickets/bulk", &fields).await;
            offers.push(answer.header("location").to_owned());
        }
        let mine = world.tickets().into_iter().filter(|it| {
            let me = Assignee::User(ada);
            it.assignee == Some(me)
        });
        assert_eq!(mine.map(|it| it.id.0).collect::<Vec<_>>(), [2, 4]);
        let (two, four) = (seen(world)[1], seen(world)[3]);
        assert_eq!((two.2, two.3), ("urgent", 1));
        assert_eq!((four.2, four.3), ("urgent", 1));
        for offered in offers.iter().rev() {
            undo(&admin, offered).await;
        }
        assert_eq!(seen(world), before);
        assert!(
            world
                .tickets()
                .iter()
                .all(|ticket| ticket.assignee.is_none())
        );
        // Nothing is nothing, and says nothing.
        let same = [("number", "2"), ("status", "open")];
        let answer = admin.post("/tickets/bulk", &same).await;
        assert_eq!(answer.header("location"), "/tickets");
        world.check_store();
    });
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_lost_or_changed() {
    play(async |world| {
        five(world).await;
        let admin = world.admin().await;
        let before = (world.tickets(), world.desk().newest_change().unwrap());
        let long = "x".repeat(10_000);
        for fields in [
            [("add", "1"), ("tag", "a,b")],
            [("add", "1"), ("tag", "")],
            [("add", "1"), ("tag", &long)],
            [("assign", "1"), ("who", "user:999")],
            [("assign", "1"), ("who", "<b>")],
            [("status", "new"), ("tag", "kept")],
        ] {
            let chosen = [("number", "2"), ("number", "5")];
            let answer = admin
                .post("/tickets/bulk", &[&chosen[..], &fields].concat())
                .await;
            let page = check_page(&answer, 422);
            assert_eq!(
                page.all("p", &[("class", "error-msg")]).len(),
                1,
                "{fields:?}"
            );
            let checked = page.all("input", &[("name", "number"), ("checked", "")]);
            assert_eq!(checked.len(), 2, "{fields:?}");
            if fields[1].0 == "tag" {
                assert_eq!(page.value("tag"), fields[1].1);
            }
        }
        let after = (world.tickets(), world.desk().newest_change().unwrap());
        assert_eq!(after, before);
    });
}

#[test]
fn a_whole_list_is_changed_however_long_and_rules_hear_of_each() {
    play(async |world| {
        let api = world.api();
        for at in 0..250 {
            let new =
                json!({"name": format!("Ticket {at}"), "customer": {"email": "zoe@acme.example"}});
            api.post("/api/v1/tickets", &new).await.expect(201);
        }
        let rule = json!({
            "name": "closed",
            "when": ["ticket_changed"],
            "conditions": { "all": [{ "field": "status", "operator": "is", "value": "closed" }] },
            "actions": [{ "action": "priority", "value": "urgent" }],
        });
        api.post("/api/v1/rules", &rule).await.expect(201);
        let admin = world.admin().await;
        let fields = [
            ("back", "/tickets?query=ticket"),
            ("all", "1"),
            ("status", "closed"),
        ];
        let answer = admin.post("/tickets/bulk", &fields).await;
        let offered = answer.header("location").to_owned();
        let closed = world
            .tickets()
            .iter()
            .filter(|it| it.status.word() == "closed")
            .count();
        assert_eq!(closed, 250);
        assert!(seen(world).iter().all(|it| it.2 == "urgent"));
        let told = undo(&admin, &offered).await;
        assert!(told.contains("250"), "{told}");
        assert!(
            world
                .tickets()
                .iter()
                .all(|ticket| ticket.status.word() == "open")
        );
        world.check_store();
    });
}

#[test]
fn who_sees_a_part_changes_that_part() {
    play(async |world| {
        five(world).await;
        let api = world.api();
        let change = json!({"tickets": [1, 2, 77], "change": {"priority": "high", "assignee": {"user": ADMIN}}});
        let done = api
            .post("/api/v1/tickets/bulk", &change)
            .await
            .expect(200)
            .json();
        assert_eq!(done, json!({"changed": 2, "same": 0, "missing": [77]}));
        let again = api
            .post("/api/v1/tickets/bulk", &change)
            .await
            .expect(200)
            .json();
        assert_eq!(again, json!({"changed": 0, "same": 2, "missing": [77]}));
        let query = json!({"query": "priority:high", "change": {"add_tags": ["vip"]}});
        let done = api
            .post("/api/v1/tickets/bulk", &query)
            .await
            .expect(200)
            .json();
        assert_eq!(done["changed"], 2);
        for (wrong, field) in [
            (json!({"change": {"status": "open"}}), "tickets"),
            (
                json!({"tickets": [1], "query": "x", "change": {}}),
                "tickets",
            ),
            (json!({"query": "stauts:open", "change": {}}), "query"),
            (
                json!({"tickets": [1], "change": {"assignee": {"user": "nobody@x.example"}}}),
                "assignee",
            ),
            (
                json!({"tickets": [1], "change": {"add_tags": ["a,b"]}}),
                "tags",
            ),
            (
                json!({"tickets": [1], "change": {"colour": "red"}}),
                "change",
            ),
        ] {
            let refused = api
                .post("/api/v1/tickets/bulk", &wrong)
                .await
                .expect(422)
                .json();
            assert!(
                refused["field"]
                    .as_str()
                    .unwrap_or_default()
                    .contains(field)
                    || refused["field"].is_null(),
                "{wrong}: {refused}"
            );
        }
        // Somebody who sees their own: the others are missing, whether they are there or not, also
        // when they ask for all.
        let own = world.person("Own", &[EXPERT], Visibility::Own, &[]).await;
        world.assign(4, Some(Assignee::User(own.user.id))).await;
        let change = json!({"tickets": [3, 4, 77], "change": {"status": "closed"}});
        let done = own
            .api
            .post("/api/v1/tickets/bulk", &change)
            .await
            .expect(200)
            .json();
        assert_eq!(done, json!({"changed": 1, "same": 0, "missing": [3, 77]}));
        let all = json!({"query": "", "change": {"priority": "low"}});
        let done = own
            .api
            .post("/api/v1/tickets/bulk", &all)
            .await
            .expect(200)
            .json();
        assert_eq!(done["changed"], 1);
        // Given away it is out of sight; who gave it takes it back all the same.
        let fields = [("number", "4"), ("assign", "1"), ("who", "")];
        let answer = own.browser.post("/tickets/bulk", &fields).await;
        let offered = answer.header("location").to_owned();
        assert_eq!(
            numbers(&own.browser.get("/tickets").await.page()),
            [] as [u64; 0]
        );
        let told = undo(&own.browser, &offered).await;
        assert!(told.contains("#4"), "{told}");
        assert_eq!(numbers(&own.browser.get("/tickets").await.page()), [4]);
        // Who may not edit has no boxes.
        let olga = world
            .person("Olga", &[OBSERVER], Visibility::All, &[])
            .await;
        let page = check_page(&olga.browser.get("/tickets").await, 200);
        assert_eq!(numbers(&page).len(), 5);
        assert_eq!(page.all("input", &[("name", "number")]).len(), 0);
        assert_eq!(page.all("form", &[("id", "bulk")]).len(), 0);
    });
}

#[test]
fn more_than_are_changed_at_once_are_refused_whole() {
    play(async |world| {
        five(world).await;
        let before = seen(world);
        let admin = world.admin().await;
        let numbers: Vec<String> = (1..=10_001).map(|at: u32| at.to_string()).collect();
        let mut fields: Vec<(&str, &str)> = numbers
            .iter()
            .map(|number| ("number", number.as_str()))
            .collect();
        fields.push(("status", "closed"));
        let answer = admin.post("/tickets/bulk", &fields).await;
        let page = check_page(&answer, 422);
        let told = page.one("p", &[("class", "error-msg")]).text.clone();
        assert!(
            told.contains("At most 10000 tickets") && told.contains("narrow"),
            "{told}"
        );
        assert_eq!(seen(world), before);
    });
}
