//! Tickets shared out among the members of a group who are there.

use guichet::domain::{access::Visibility, role::EXPERT as EXPERT_ROLE, user::WorkingHours};
use serde_json::{Value, json};

use super::{INES, ticket};
use crate::world::{DAY, World, mail::Mail, play_still};

/// Network with Ann, Bo and Cy; a rule that shares every mail out in it.
async fn network(world: &World, share: &str) {
    for name in ["Ann", "Bo", "Cy"] {
        let person = world.person(name, &[EXPERT_ROLE], Visibility::All, &[]);
        person.await;
    }
    let members: Vec<String> = ["ann", "bo", "cy"].iter().map(|it| email(it)).collect();
    let group = json!({ "name": "Network", "members": members });
    world.api().post("/api/v1/groups", &group).await.expect(201);
    let rule = json!({
        "name": "Share", "when": ["mail_makes_ticket"],
        "actions": [{ "action": "assign", "value": { share: "Network" } }]
    });
    let made = world.api().post("/api/v1/rules", &rule).await.expect(201);
    assert_eq!(made.json()["actions"], rule["actions"]);
}

fn email(name: &str) -> String {
    format!("{name}@lumen.example")
}

/// Says when somebody works, or that they are away.
async fn change(world: &World, name: &str, hours: Option<WorkingHours>, away: bool) {
    let user = world.user(&email(name));
    let desk = std::sync::Arc::clone(world.desk());
    let changed = guichet::domain::user::User {
        hours,
        away,
        ..user
    };
    let write = move || {
        desk.store().write(move |tx| {
            guichet::store::user::put(tx, &changed)?;
            tx.change(guichet::domain::change::Change::Settings)?;
            Ok::<_, guichet::store::StoreError>(())
        })
    };
    tokio::task::spawn_blocking(write).await.unwrap().unwrap();
}

async fn given(world: &World) -> String {
    let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
    let assignee = &ticket(world, number).await["assignee"];
    let who = assignee["user"].as_str().or(assignee["group"].as_str());
    let who = who.expect("somebody").to_owned();
    who.split('@').next().unwrap_or_default().to_owned()
}

#[test]
fn turns_pass_over_who_is_away_or_off_work() {
    play_still(async |world| {
        network(world, "round_robin").await;
        let mut got = Vec::new();
        for _ in 0..4 {
            got.push(given(world).await);
        }
        assert_eq!(got, ["ann", "bo", "cy", "ann"]);
        change(world, "bo", None, true).await;
        assert_eq!(given(world).await, "cy");
        // The clock stands on a Monday afternoon: Cy works on Tuesdays.
        let mut days = [None; 7];
        days[1] = Some((0, 1439));
        change(world, "cy", Some(WorkingHours { days }), false).await;
        assert_eq!(given(world).await, "ann");
        assert_eq!(given(world).await, "ann");
        world.clock.set(world.clock.now().plus(DAY));
        assert_eq!(given(world).await, "cy");
        change(world, "ann", None, true).await;
        change(world, "cy", None, true).await;
        assert_eq!(given(world).await, "Network", "nobody is there");
        world.check_store();
    });
}

#[test]
fn a_burst_is_shared_out_evenly() {
    play_still(async |world| {
        network(world, "least_loaded").await;
        let mails: Vec<Mail> = (0..30)
            .map(|at| Mail::text(INES, &format!("Panne {at}"), "all at once"))
            .collect();
        let sent = mails.iter().map(|mail| world.send(mail));
        futures_util::future::join_all(sent).await;
        let ids = ["ann", "bo", "cy"].map(|name| world.user(&email(name)).id);
        let tickets = world.tickets();
        let counts = ids.map(|id| {
            let user = Some(guichet::domain::assignee::Assignee::User(id));
            let has = tickets.iter().filter(|ticket| ticket.assignee == user);
            has.count()
        });
        assert_eq!(counts, [10, 10, 10]);
        // Who finished something gets the next one.
        let of_bo = guichet::domain::assignee::Assignee::User(ids[1]);
        let one = tickets.iter().find(|it| it.assignee == Some(of_bo));
        let path = format!("/api/v1/tickets/{}", one.expect("a ticket of Bo's").id);
        let closed = json!({ "status": "closed" });
        world.api().patch(&path, &closed).await.expect(200);
        assert_eq!(given(world).await, "bo");
        world.check_store();
    });
}

#[test]
fn whoever_has_it_keeps_it_and_the_page_says_who_could() {
    play_still(async |world| {
        network(world, "round_robin").await;
        let again = json!({
            "name": "Again", "when": ["ticket_changed"],
            "actions": [{ "action": "assign", "value": { "round_robin": "network" } }]
        });
        world.api().post("/api/v1/rules", &again).await.expect(201);
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let path = format!("/api/v1/tickets/{number}");
        let urgent = json!({ "priority": "urgent" });
        let changed = world.api().patch(&path, &urgent).await.expect(200).json();
        assert_eq!(changed["assignee"]["user"], email("ann"));
        let nobody = json!({ "assignee": null });
        let changed = world.api().patch(&path, &nobody).await.expect(200).json();
        assert_eq!(changed["assignee"]["user"], email("bo"));
        for (value, wrong) in [
            (json!({ "round_robin": "None such" }), "there is no group"),
            (json!({ "round_robin": "" }), "write something"),
            (json!({ "round_robin": "Network", "user": "x" }), "expected"),
        ] {
            let mut rule = again.clone();
            rule["actions"][0]["value"] = value;
            let answer = world.api().post("/api/v1/rules", &rule).await.expect(422);
            let said: Value = answer.json();
            assert_eq!(said["field"], "actions.0.value");
            assert!(
                said["detail"].as_str().is_some_and(|it| it.contains(wrong)),
                "{said}"
            );
        }
    });
}
