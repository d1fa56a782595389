//! One change of a ticket is taken back by whoever made it: each field as it was, nothing of what
//! somebody else changed since.

use guichet::domain::{access::Visibility, role};
use serde_json::{Value, json};

use crate::{
    mail::erase::erased,
    web::check_page,
    world::{EXPERT, PASSWORD, World, http::Browser, mail::Mail, play, written::tables_with},
};

const INES: &str = "Inès Lune <ines@cust.example>";

async fn one(world: &World) {
    world.ticket(&Mail::text(INES, "lamp", "dark")).await;
}

/// Sends a form of the ticket; where its answer leads offers to take it back.
async fn change(browser: &Browser, what: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post(&format!("/t/1/{what}"), fields).await;
    let led = answer.expect(303).header("location").to_owned();
    assert!(led.starts_with("/t/1?undo="), "{fields:?}: {led}");
    let page = check_page(&browser.get(&led).await, 200);
    assert!(led.ends_with(&format!("={}", page.value("id"))), "{led}");
    led
}

/// Presses the button of what was offered, also on a page that does not know that it was pressed; gives
/// what is said then.
async fn undo(browser: &Browser, offered: &str) -> String {
    let id = offered.rsplit('=').next().unwrap();
    let fields = [("id", id), ("back", offered)];
    let led = browser.post("/undo", &fields).await.expect(303);
    let page = check_page(&browser.get(led.header("location")).await, 200);
    let notice = page.one("div", &[("class", "notice green")]);
    notice.text.trim().to_owned()
}

/// The fields of the ticket as programs read them, without what every line moves.
async fn fields(world: &World) -> Value {
    let mut ticket = world.api().ticket(1).await;
    let whole = ticket.as_object_mut().unwrap();
    for moves in ["activities", "updated_at", "rev"] {
        whole.remove(moves);
    }
    ticket
}

async fn last(world: &World) -> Value {
    let ticket = world.api().ticket(1).await;
    ticket["activities"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

#[test]
fn every_field_is_as_before_and_the_log_says_so() {
    play(async |world| {
        one(world).await;
        let admin = world.admin().await;
        for (form, field) in [
            (&[("status", "closed")][..], "status"),
            (&[("priority", "urgent")], "priority"),
            (&[("assignee", "user:1")], "assignee"),
            (&[("add_tag", "vpn")], "tags"),
            (&[("due", "2027-03-04T10:00")], "due"),
            (&[("name", "The lamp")], "name"),
            (&[("description", "It is dark.")], "description"),
        ] {
            let before = fields(world).await;
            let offered = change(&admin, "edit", form).await;
            assert_ne!(fields(world).await, before, "{form:?}");
            let told = undo(&admin, &offered).await;
            assert_eq!(told, "Taken back: #1.", "{form:?}");
            assert_eq!(fields(world).await, before, "{form:?}");
            let line = last(world).await;
            let said = line.get("field").unwrap_or(&line["kind"]);
            assert_eq!(said, field, "{line}");
            assert_eq!(line["actor"]["kind"], "user", "{line}");
            // A second press changes nothing and says the same.
            let lines = world.api().ticket(1).await["activities"].clone();
            assert_eq!(undo(&admin, &offered).await, told);
            assert_eq!(world.api().ticket(1).await["activities"], lines);
        }
        // What changes nothing offers nothing.
        let same = admin.post("/t/1/edit", &[("priority", "medium")]).await;
        assert_eq!(same.expect(303).header("location"), "/t/1");
        world.check_store();
    });
}

#[test]
fn what_somebody_changed_since_stays_and_is_said() {
    play(async |world| {
        one(world).await;
        let admin = world.admin().await;
        let offered = change(&admin, "edit", &[("priority", "urgent")]).await;
        let to_low = json!({"priority": "low"});
        world
            .api()
            .patch("/api/v1/tickets/1", &to_low)
            .await
            .expect(200);
        let told = undo(&admin, &offered).await;
        assert!(
            told.contains("Nothing is taken back") && told.contains("changed since stays"),
            "{told}"
        );
        assert_eq!(fields(world).await["priority"], "low");
        // Of two fields the one that nobody touched is back.
        let both = [("name", "The lamp"), ("description", "It is dark.")];
        let offered = change(&admin, "edit", &both).await;
        let other = json!({"description": "It is very dark."});
        world
            .api()
            .patch("/api/v1/tickets/1", &other)
            .await
            .expect(200);
        let told = undo(&admin, &offered).await;
        assert!(
            told.contains("Taken back") && told.contains("changed since stays"),
            "{told}"
        );
        let ticket = fields(world).await;
        assert_eq!(ticket["name"], "lamp");
        assert_eq!(ticket["description"], "It is very dark.");
    });
}

#[test]
fn nobody_takes_back_what_somebody_else_changed() {
    play(async |world| {
        one(world).await;
        world.add_expert().await;
        let (admin, other) = (world.admin().await, world.stranger());
        other.sign_in(EXPERT, PASSWORD).await;
        let offered = change(&admin, "edit", &[("status", "closed")]).await;
        let page = other.get(&offered).await.expect(200).page();
        assert!(page.all("form", &[("action", "/undo")]).is_empty());
        let id = offered.rsplit('=').next().unwrap();
        let fields = [("id", id), ("back", "/t/1")];
        other.post("/undo", &fields).await.expect(303);
        assert_eq!(last(world).await["new"], "closed");
        assert_eq!(world.api().ticket(1).await["status"], "closed");
    });
}

#[test]
fn a_ticket_given_away_by_mistake_comes_back() {
    play(async |world| {
        one(world).await;
        world.add_expert().await;
        let emil = world.desk().user_by_email(&crate::world::address(EXPERT));
        let emil = emil.unwrap().unwrap().id;
        let mia = world
            .person("Mia", &[role::EXPERT], Visibility::Own, &[])
            .await;
        world.give(1, mia.user.id).await;
        let given = format!("user:{emil}");
        let answer = mia.browser.post("/t/1/edit", &[("assignee", &given)]).await;
        let led = answer.expect(303).header("location").to_owned();
        assert!(led.starts_with("/tickets?undo="), "{led}");
        mia.browser.get("/t/1").await.expect(404);
        undo(&mia.browser, &led).await;
        mia.browser.get("/t/1").await.expect(200);
    });
}

#[test]
fn the_customer_of_a_ticket_is_the_one_of_before() {
    play(async |world| {
        one(world).await;
        let zoe = Mail::text("Zoé Weiss <zoe@roy.example>", "door", "shut");
        world.ticket(&zoe).await;
        let admin = world.admin().await;
        let before = fields(world).await;
        let to = [("customer.to", "zoe@roy.example")];
        let offered = change(&admin, "customer", &to).await;
        assert_ne!(fields(world).await, before);
        assert_eq!(undo(&admin, &offered).await, "Taken back: #1.");
        assert_eq!(fields(world).await, before);
        // Given to somebody else since, it stays theirs, with who takes part.
        let offered = change(&admin, "customer", &to).await;
        change(&admin, "customer", &[("customer.to", "new@else.example")]).await;
        let since = fields(world).await;
        let told = undo(&admin, &offered).await;
        assert!(told.contains("Nothing is taken back"), "{told}");
        assert_eq!(fields(world).await, since);
        world.check_store();
    });
}

#[test]
fn what_is_known_of_a_customer_is_as_before() {
    play(async |world| {
        one(world).await;
        let admin = world.admin().await;
        let before = world.api().get("/api/v1/customers/1").await.json();
        let known = [
            ("customer.name", "Inès <b> Roy"),
            ("customer.organization", "Acme"),
            ("customer.addresses", "ines@home.example"),
            ("customer.phone", "+33 1 99"),
            ("customer.notes", "calls early"),
        ];
        let offered = change(&admin, "customer", &known).await;
        let told = undo(&admin, &offered).await;
        assert!(told.contains("Inès Lune is as before"), "{told}");
        let after = world.api().get("/api/v1/customers/1").await.json();
        assert_eq!(after, before);
        assert_eq!(last(world).await["kind"], "customer_edited");
        // A field that somebody changed since stays, the other one is back.
        let offered = change(&admin, "customer", &known).await;
        let phone = json!({"phone": "+33 2 00"});
        world
            .api()
            .patch("/api/v1/customers/1", &phone)
            .await
            .expect(200);
        let told = undo(&admin, &offered).await;
        assert!(told.contains("changed since stays"), "{told}");
        let is = world.api().get("/api/v1/customers/1").await.json();
        assert_eq!(is["phone"], "+33 2 00");
        assert_eq!(is["name"], before["name"]);
        // An address that somebody else has by now is not taken from them.
        let offered = change(
            &admin,
            "customer",
            &[("customer.addresses", "ines@home.example")],
        )
        .await;
        world
            .ticket(&Mail::text("ines@cust.example", "door", "shut"))
            .await;
        undo(&admin, &offered).await;
        let is = world.api().get("/api/v1/customers/1").await.json();
        assert_eq!(is["addresses"], json!(["ines@home.example"]));
        world.check_store();
    });
}

#[test]
fn a_link_is_taken_back_at_both_ends_or_at_none() {
    play(async |world| {
        for subject in ["lamp", "door"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let admin = world.admin().await;
        let kinds = async |ticket| {
            let lines = world.api().ticket(ticket).await["activities"].clone();
            lines.as_array().unwrap().last().unwrap()["kind"].clone()
        };
        let links = || {
            let tickets = world.tickets().into_iter();
            tickets.map(|ticket| ticket.links.len()).collect::<Vec<_>>()
        };
        let to_door = [("other", "2")];
        let offered = change(&admin, "link", &to_door).await;
        assert_eq!(undo(&admin, &offered).await, "No longer linked with #2.");
        assert_eq!(links(), [0, 0]);
        for ticket in [1, 2] {
            assert_eq!(kinds(ticket).await, "unlinked");
        }
        change(&admin, "link", &to_door).await;
        let offered = change(&admin, "unlink", &to_door).await;
        assert_eq!(undo(&admin, &offered).await, "Linked with #2 again.");
        assert_eq!(links(), [1, 1]);
        for ticket in [1, 2] {
            assert_eq!(kinds(ticket).await, "linked");
        }
        // What is so already offers nothing.
        let same = admin.post("/t/1/link", &to_door).await;
        assert_eq!(same.expect(303).header("location"), "/t/1");
        // Somebody linked them again since; then one of them is in the bin.
        let offered = change(&admin, "unlink", &to_door).await;
        change(&admin, "link", &to_door).await;
        let told = undo(&admin, &offered).await;
        assert!(told.contains("Nothing is taken back"), "{told}");
        let offered = change(&admin, "unlink", &to_door).await;
        admin.post("/t/2/delete", &[]).await.expect(303);
        let told = undo(&admin, &offered).await;
        assert!(told.contains("changed since stays"), "{told}");
        assert_eq!(links(), [0, 0]);
        world.check_store();
    });
}

#[test]
fn who_takes_part_is_as_before() {
    play(async |world| {
        one(world).await;
        let admin = world.admin().await;
        let taking_part = || world.tickets()[0].participants.clone();
        let (bob, zoe) = ("bob@cust.example", "zoe@elsewhere.example");
        let token = world.tickets()[0].token.as_str().to_owned();
        let stranger = Mail::text(zoe, "more", "me too");
        let stranger = stranger.to(&format!("support+t{token}@lumen.example"));
        world.send(&stranger).await;
        for (field, who, said, kind) in [
            ("add", bob, "takes no part any more", "participant_removed"),
            (
                "confirm",
                zoe,
                "is new in the conversation again",
                "participant",
            ),
            ("remove", zoe, "takes part again", "participant"),
        ] {
            let before = taking_part();
            let offered = change(&admin, "participants", &[(field, who)]).await;
            assert_ne!(taking_part(), before, "{field}");
            let told = undo(&admin, &offered).await;
            assert_eq!(told, format!("{who} {said}."));
            assert_eq!(taking_part(), before, "{field}");
            assert_eq!(last(world).await["kind"], kind, "{field}");
        }
        // Not confirmed again, the message says so, with its button.
        let page = admin.get("/t/1").await.expect(200).page();
        let log = page.one("ol", &[("class", "log")]);
        assert!(log.text.contains("Let take part"), "{}", log.text);
        // Taken out by somebody since, nobody comes back by taking an older act back.
        let offered = change(&admin, "participants", &[("confirm", zoe)]).await;
        change(&admin, "participants", &[("remove", zoe)]).await;
        let since = taking_part();
        let told = undo(&admin, &offered).await;
        assert!(told.contains("Nothing is taken back"), "{told}");
        assert_eq!(taking_part(), since);
        // Whose ticket it is by now stays in it.
        let offered = change(&admin, "participants", &[("add", bob)]).await;
        change(&admin, "customer", &[("customer.to", bob)]).await;
        let told = undo(&admin, &offered).await;
        assert!(told.contains("Nothing is taken back"), "{told}");
        assert!(
            taking_part()
                .iter()
                .any(|it| it.who.address.as_str() == bob)
        );
        world.check_store();
    });
}

#[test]
fn who_is_erased_leaves_nothing_in_what_could_be_taken_back() {
    play(async |world| {
        one(world).await;
        let admin = world.admin().await;
        change(&admin, "customer", &[("customer.notes", "zanzibar")]).await;
        // An address of theirs that takes part in the ticket of somebody else.
        let zoe = Mail::text("zoe@roy.example", "door", "shut");
        assert_eq!(world.ticket(&zoe).await, 2);
        let added = [("add", "ines@cust.example")];
        admin.post("/t/2/participants", &added).await.expect(303);
        let address = json!({"address": "ines@cust.example"});
        world
            .api()
            .send("DELETE", "/api/v1/customers/1", &address)
            .await
            .expect(200);
        erased(world).await;
        for theirs in ["zanzibar", "ines@cust.example"] {
            assert_eq!(tables_with(world.desk(), theirs), [""; 0], "{theirs}");
        }
    });
}
