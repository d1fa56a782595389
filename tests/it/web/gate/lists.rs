//! Side doors: whatever happens to a ticket that somebody may not see, their lists, counts, search,
//! inbox, earlier tickets, links and catch-ups stay the same, byte for byte.

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    id::{GroupId, UserId},
    role::EXPERT,
};
use serde_json::json;

use crate::{
    web::without_tokens,
    world::{World, mail::Mail, person::Person, play_still},
};

/// An attribute's value taken out wherever it stands: the newest number of the whole desk.
fn without_rev(text: &str) -> String {
    let mut pieces = text.split(" data-rev=\"");
    let mut rest = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        rest.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
    }
    rest
}

/// What somebody is shown at every address that lists, counts, finds or catches up.
async fn shown(who: &Person, after: u64, other: UserId, group: GroupId) -> Vec<(String, String)> {
    let mut paths: Vec<String> = [
        "/tickets",
        "/tickets?query=zanzibar",
        "/tickets?query=ines",
        "/tickets?query=1",
        "/tickets?query=%231",
        "/tickets?status=open,closed",
        "/tickets?status=closed&priority=urgent",
        "/tickets?assignee=nobody",
        "/tickets?assignee=me",
        "/tickets?preview=1",
        "/tickets?preview=5",
        "/inbox",
        "/inbox?view=mine",
        "/inbox?view=unassigned",
        "/inbox?view=not-closed&query=zanzibar",
        "/t/2",
        "/t/2/log?after=0",
        "/t/2/preview",
        "/t/2/people",
        "/api/v1/tickets",
        "/api/v1/tickets?query=zanzibar",
        "/api/v1/tickets?query=ines&limit=1",
        "/api/v1/tickets/2",
        "/api/v1/groups",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.push(format!("/tickets?assignee=user:{other}"));
    paths.push(format!("/tickets?assignee=group:{group}"));
    for start in [
        "/tickets/rows?",
        "/tickets/rows?query=zanzibar&",
        "/inbox/items?",
        "/inbox/items?view=unassigned&open=1&",
    ] {
        paths.push(format!("{start}after={after}"));
        paths.push(format!("{start}after=0"));
    }
    let mut shown = Vec::new();
    for path in paths {
        let answer = if path.starts_with("/api/") {
            who.api.get(&path).await
        } else {
            who.browser.get(&path).await
        };
        let text = answer.expect(200).text();
        shown.push((path, without_rev(&without_tokens(&text))));
    }
    shown
}

/// Everything that can happen to tickets of others: made, answered, noted, linked, given around.
async fn life(world: &World, otto: &Person, group: GroupId) {
    let mail = Mail::text("Ines <ines@cust.example>", "zanzibar", "zanzibar");
    let hidden = world.ticket(&mail).await;
    world.assign(hidden, Some(Assignee::Group(group))).await;
    world.give(hidden, otto.user.id).await;
    let api = &otto.api;
    let path = format!("/api/v1/tickets/{hidden}");
    let edit = json!({ "name": "zanzibar again", "priority": "urgent", "tags": ["known"] });
    api.patch(&path, &edit).await.expect(200);
    for what in ["notes", "messages"] {
        let text = json!({ "text": "zanzibar" });
        api.post(&format!("{path}/{what}"), &text).await.expect(201);
    }
    api.patch(&path, &json!({ "status": "closed" }))
        .await
        .expect(200);
    // A stranger who names the number of a ticket that one sees: a new ticket, linked to it.
    let mail = Mail::text("eve@evil.example", "Re: [#2] zanzibar", "zanzibar");
    world.ticket(&mail).await;
    let new = json!({ "name": "zanzibar by hand", "customer": { "email": "ines@cust.example" },
        "assignee": { "group": "Beta" } });
    world.api().post("/api/v1/tickets", &new).await.expect(201);
}

#[test]
fn what_happens_to_others_tickets_changes_nothing_that_one_sees() {
    play_still(async |world| {
        let alpha = world.group("Alpha", &[]).await;
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let groups = Visibility::Groups;
        let gina = world
            .person("Gina Groups", &[EXPERT], groups, &[alpha])
            .await;
        let otto = world
            .person("Otto Other", &[EXPERT], Visibility::All, &[])
            .await;
        let beta = world.group("Beta", &[otto.user.id]).await;
        for name in ["zero", "lamp"] {
            world
                .ticket(&Mail::text("Ines <ines@cust.example>", name, "dark"))
                .await;
        }
        let known = json!({ "tags": ["known"] });
        world
            .api()
            .patch("/api/v1/tickets/2", &known)
            .await
            .expect(200);
        for who in [&own, &gina] {
            world.give(2, who.user.id).await;
            let after = world.desk().newest_change().unwrap().0;
            // What was looked at once is not new any more.
            who.browser.get("/t/2").await.expect(200);
            let before = shown(who, after, otto.user.id, beta).await;
            life(world, &otto, beta).await;
            let now = shown(who, after, otto.user.id, beta).await;
            for ((path, before), (_, now)) in before.iter().zip(&now) {
                assert_eq!(before, now, "{} at {path}", who.name);
                assert!(!now.contains("zanzibar again"), "{} at {path}", who.name);
            }
            // Who sees all does see it: the test looks at the right places.
            let everything = shown(&otto, after, otto.user.id, beta).await;
            let seen = everything
                .iter()
                .filter(|(_, text)| text.contains("zanzibar"));
            assert!(seen.count() > 12);
        }
    });
}

#[test]
fn a_ticket_that_one_sees_names_no_hidden_one() {
    play_still(async |world| {
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world
            .ticket(&Mail::text("Ines <ines@cust.example>", "zanzibar", "dark"))
            .await;
        // It is linked to the one whose number it names.
        let mail = Mail::text("Eve <eve@evil.example>", "Re: [#1] lamp", "dark");
        let linked = world.ticket(&mail).await;
        let mail = Mail::text("Ines <ines@cust.example>", "earlier", "dark");
        let earlier = world.ticket(&mail).await;
        for ticket in [linked, earlier] {
            world.give(ticket, own.user.id).await;
        }
        let everything = world.api().ticket(linked).await.to_string();
        assert!(everything.contains("\"kind\":\"linked\""), "{everything}");
        for ticket in [linked, earlier] {
            for path in [
                format!("/t/{ticket}"),
                format!("/t/{ticket}/log?after=0"),
                format!("/t/{ticket}/preview"),
                format!("/tickets?preview={ticket}"),
                format!("/api/v1/tickets/{ticket}"),
            ] {
                let answer = if path.starts_with("/api/") {
                    own.api.get(&path).await
                } else {
                    own.browser.get(&path).await
                };
                let text = answer.expect(200).text();
                for word in ["zanzibar", "/t/1\"", ">#1<", "\"linked\"", "\"ticket\":1"] {
                    assert!(!text.contains(word), "{path} says {word}");
                }
            }
        }
        // Once it is theirs, both name it.
        world.give(1, own.user.id).await;
        let text = own.browser.get(&format!("/t/{linked}")).await.text();
        assert!(text.contains("/t/1\""), "the link");
        let text = own.browser.get(&format!("/t/{earlier}")).await.text();
        assert!(text.contains("/t/1\""), "the earlier ticket");
    });
}

/// Pages of a list go on at a place in the order, which may be any that somebody makes up.
#[test]
fn a_made_up_place_in_a_list_shows_nothing_more() {
    play_still(async |world| {
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        for name in ["zanzibar", "lamp"] {
            world
                .ticket(&Mail::text("Ines <ines@cust.example>", name, "dark"))
                .await;
        }
        world.give(2, own.user.id).await;
        for after in [
            "7fffffffffffffff.ffffffff",
            "7fffffffffffffff.2",
            "0.0",
            "-1.1",
            "x",
            "1.1.1",
        ] {
            for start in [
                "/tickets?after_row=",
                "/inbox?after_row=",
                "/api/v1/tickets?limit=1&after=",
            ] {
                let path = format!("{start}{after}");
                let answer = if path.starts_with("/api/") {
                    own.api.get(&path).await
                } else {
                    own.browser.get(&path).await
                };
                let text = answer.text();
                assert!(!text.contains("zanzibar"), "{path}");
            }
        }
    });
}
