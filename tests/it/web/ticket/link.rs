//! Linking two tickets by hand: both say so; what one may not see is no ticket.

use guichet::domain::{access::Visibility, id::TicketId, role::EXPERT};
use serde_json::json;

use crate::world::{World, mail::Mail, play};

const INES: &str = "ines@cust.example";

fn links(world: &World) -> Vec<Vec<u64>> {
    let tickets = world.tickets().into_iter();
    tickets
        .map(|ticket| ticket.links.into_iter().map(|TicketId(id)| id).collect())
        .collect()
}

#[test]
fn two_tickets_are_linked_and_parted_by_hand() {
    play(async |world| {
        for subject in ["lamp", "door"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let admin = world.admin().await;
        let answer = admin.post("/t/1/link", &[("other", " #2 ")]).await;
        assert!(
            answer
                .expect(303)
                .header("location")
                .starts_with("/t/1?undo=")
        );
        assert_eq!(links(world), [vec![2], vec![1]]);
        for (page, other) in [("/t/1", "#2"), ("/t/2", "#1")] {
            let text = admin.get(page).await.expect(200).text();
            assert!(
                text.contains("linked it to") && text.contains(other),
                "{page}"
            );
            let form = format!("{page}/unlink");
            assert_eq!(
                admin
                    .get(page)
                    .await
                    .page()
                    .all("form", &[("action", &form)])
                    .len(),
                1
            );
        }
        // Twice is once.
        let before = world.tickets();
        admin.post("/t/2/link", &[("other", "1")]).await.expect(303);
        assert_eq!(world.tickets(), before);
        let whole = world.api().ticket(2).await;
        assert_eq!(whole["links"], json!([1]));
        admin
            .post("/t/2/unlink", &[("other", "1")])
            .await
            .expect(303);
        assert_eq!(links(world), [vec![], Vec::<u64>::new()]);
        let text = admin.get("/t/1").await.expect(200).text();
        assert!(text.contains("took away the link to"));
    });
}

#[test]
fn a_program_links_two_tickets_and_parts_them_at_both_ends() {
    play(async |world| {
        for subject in ["lamp", "door"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let (api, unlink) = (world.api(), "/api/v1/tickets/1/unlink");
        let (one, two) = (json!({"other": 1}), json!({"other": 2}));
        let linked = api.post("/api/v1/tickets/1/link", &two).await;
        assert_eq!(linked.expect(200).json()["links"], json!([2]));
        assert_eq!(links(world), [vec![2], vec![1]]);
        // Who sees one of them alone parts nothing, and hears nothing of the other.
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, own.user.id).await;
        let unseen = own.api.post(unlink, &two).await;
        let none = own.api.post(unlink, &json!({"other": 99})).await;
        assert_eq!(unseen.expect(422).text(), none.expect(422).text());
        assert_eq!(links(world), [vec![2], vec![1]]);
        // From the end where the link was not made.
        let unlink = "/api/v1/tickets/2/unlink";
        let parted = api.post(unlink, &one).await.expect(200).json();
        assert_eq!(parted["number"], 2);
        assert_eq!(parted["links"], json!([]));
        assert_eq!(links(world), [vec![], Vec::<u64>::new()]);
        for (number, other) in [(1, 2), (2, 1)] {
            let whole = api.ticket(number).await;
            assert_eq!(whole["links"], json!([]));
            let last = whole["activities"].as_array().unwrap().last().unwrap();
            assert_eq!(last["kind"], "unlinked");
            assert_eq!(last["ticket"], other);
        }
        // Twice is once.
        let before = world.tickets();
        api.post(unlink, &one).await.expect(200);
        assert_eq!(world.tickets(), before);
    });
}

#[test]
fn what_cannot_be_linked_is_said_at_the_field() {
    play(async |world| {
        for subject in ["lamp", "door", "window"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, own.user.id).await;
        let admin = world.ada().await;
        admin.browser.post("/t/3/delete", &[]).await.expect(303);
        let before = world.tickets();
        let cases = [
            (&own, "2", "There is no such ticket"),
            (&own, "99", "There is no such ticket"),
            (&own, "x", "There is no such ticket"),
            (&own, "1", "That is this ticket itself"),
            (&admin, "3", "restore it first"),
        ];
        for (who, other, said) in cases {
            let refused = who.browser.post("/t/1/link", &[("other", other)]).await;
            let page = refused.expect(422);
            assert!(page.text().contains(said), "{other}: {said}");
            assert_eq!(
                page.page()
                    .one("input", &[("id", "f-other")])
                    .attribute("value"),
                other
            );
        }
        let unseen = own
            .api
            .post("/api/v1/tickets/1/link", &json!({"other": 2}))
            .await;
        let none = own
            .api
            .post("/api/v1/tickets/1/link", &json!({"other": 99}))
            .await;
        assert_eq!(unseen.expect(422).text(), none.expect(422).text());
        assert_eq!(world.tickets(), before);
        // Somebody who sees both linked them: who sees one hears nothing of the other.
        admin
            .browser
            .post("/t/1/link", &[("other", "2")])
            .await
            .expect(303);
        let text = own.browser.get("/t/1").await.expect(200).text();
        assert!(!text.contains("linked it to") && !text.contains("#2"));
        assert_eq!(own.api.ticket(1).await["links"], json!([]));
    });
}
